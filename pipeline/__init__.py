"""What is believed of every production, and what changed. No web, no feeds."""
