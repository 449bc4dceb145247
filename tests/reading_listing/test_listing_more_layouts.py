"""Further layouts, each as a small page of our own words: all that is read of every entry."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model import Document, Report
from pipeline.reading.listing import read_listing

Row = tuple[object, ...]

PAGES: dict[str, tuple[str, str, list[Row]]] = {
    "stage headings in words": (
        "2023-03-06",
        "WHAT STARTED PRODUCTION BETWEEN FEB. 3 AND MARCH 3\n"
        "\n"
        "“Tin Orchard,” season 1, Bluefin\n"
        "“Long Quiet,” TV movie\n"
        "“Crow Summer,” Hulu series\n"
        "\n"
        "WHAT WRAPPED PRODUCTION\n"
        "\n"
        "“Lantern Field,” season 8, HBO\n"
        "“Pine Street,” film\n"
        "“Fog Bay,” season 2, Hulu\n",
        [
            ("Tin Orchard", 1, "filming", None, None, None, None, None),
            ("Long Quiet", None, "filming", None, None, None, None, None),
            ("Crow Summer", None, "filming", None, None, None, None, None),
            ("Lantern Field", 8, "wrapped_filming", None, None, None, None, None),
            ("Pine Street", None, "wrapped_filming", None, None, None, None, None),
            ("Fog Bay", 2, "wrapped_filming", None, None, None, None, None),
        ],
    ),
    "start in brackets, office behind a semicolon": (
        "1999-04-12",
        "Films in Preparation\n"
        "\n"
        "Tin Orchard (Comedy)\n"
        "\n"
        "(Start May 1) Shooting in Portland; Pear Films - 212-555-0101; Cast: A. Person; Dir., B. Person\n"
        "\n"
        "Long Quiet (Drama)\n"
        "\n"
        "(Start June 14) Shooting in Idaho; Plum Films, 12 Oak Ave., Boise; Cast: C. Person\n",
        [
            ("Tin Orchard", None, "entered_pre_production", "Portland", "1999-05-01", None, None, None),
            ("Long Quiet", None, "entered_pre_production", "Idaho", "1999-06-14", None, None, None),
        ],
    ),
    "a new title introduced, then told": (
        "2021-03-10",
        "What is shooting here?\n"
        "\n"
        "First up is Tin Orchard. The shoot began in mid-February and is scheduled to wrap on May 28.\n"
        "\n"
        "Season 3 of the Netflix series Long Quiet began shooting in early February and production "
        "continues until August 17.\n",
        [
            ("Tin Orchard", None, "started_filming", None, "2021-02", "2021-05-28", None, None),
            ("Long Quiet", 3, "started_filming", None, "2021-02", "2021-08-17", None, None),
        ],
    ),
    "handles and hashtags": (
        "2014-10-14",
        "@spotter: #TinOrchard filming at Pine & Main in Vancouver until 2am.\n"
        "@spotter: RT @friend: Long Quiet filming at 80 Oak St today #set\n"
        "@spotter: Does anyone know what is filming on Elm?\n",
        [
            ("TinOrchard", None, "filming", "Pine & Main in Vancouver", None, None, None, "02:00"),
            ("Long Quiet", None, "filming", "80 Oak St", None, None, None, None),
        ],
    ),
    "codes on signs explained": (
        "2014-10-20",
        "Here are some signs and what they mean.\n"
        "\n"
        "BIRD – Tin Orchard (feature), filming around Oak Park\n"
        "LQT – Long Quiet (series), filming in Marietta\n",
        [
            ("Tin Orchard", None, "filming", "Oak Park", None, None, None, None),
            ("Long Quiet", None, "filming", "Marietta", None, None, None, None),
        ],
    ),
    "a lot and its titles": (
        "2010-08-16",
        "Oak Studios: Tin Orchard, Long Quiet\nParamount: Crow Summer, Pine Street\nElm Stages: Fog Bay\n",
        [
            ("Tin Orchard", None, "filming", "Oak Studios", None, None, None, None),
            ("Long Quiet", None, "filming", "Oak Studios", None, None, None, None),
            ("Crow Summer", None, "filming", "Paramount", None, None, None, None),
            ("Pine Street", None, "filming", "Paramount", None, None, None, None),
            ("Fog Bay", None, "filming", "Elm Stages", None, None, None, None),
        ],
    ),
    "a town and its titles with days": (
        "2019-06-10",
        "Boston: Tin Orchard (through 6/14), Long Quiet (6/3-6/20)\n"
        "Atlanta: Crow Summer (6/10-6/12)\n"
        "Chicago: Pine Street (wraps Friday), Fog Bay (starts 6/24)\n",
        [
            ("Tin Orchard", None, "filming", "Boston", None, "2019-06-14", None, None),
            ("Long Quiet", None, "filming", "Boston", "2019-06-03", "2019-06-20", None, None),
            ("Crow Summer", None, "filming", "Atlanta", "2019-06-10", "2019-06-12", None, None),
            ("Pine Street", None, "filming", "Chicago", None, "2019-06-14", None, None),
            ("Fog Bay", None, "entered_pre_production", "Chicago", "2019-06-24", None, None, None),
        ],
    ),
    "towns in brackets in one line": (
        "2018-05-01",
        "Now shooting: Tin Orchard (Hamilton), Long Quiet season 6 (Sudbury) and Crow Summer (Toronto).\n",
        [
            ("Tin Orchard", None, "filming", "Hamilton", None, None, None, None),
            ("Long Quiet", 6, "filming", "Sudbury", None, None, None, None),
            ("Crow Summer", None, "filming", "Toronto", None, None, None, None),
        ],
    ),
    "filming in a town, then the titles": (
        "2016-10-10",
        "Filming in Leeds this week: Tin Orchard.\nFilming in York this week: Long Quiet, Crow Summer.\n",
        [
            ("Tin Orchard", None, "filming", "Leeds", None, None, None, None),
            ("Long Quiet", None, "filming", "York", None, None, None, None),
            ("Crow Summer", None, "filming", "York", None, None, None, None),
        ],
    ),
    "nested bullets": (
        "2019-05-13",
        "- Tin Orchard\n"
        "   - Apple series\n"
        "   - Boston, Salem\n"
        "   - Through September\n"
        "- Long Quiet\n"
        "   - Feature\n"
        "   - Boston\n"
        "   - Wrapped in December\n"
        "- Crow Summer, season 2\n"
        "   - HBO series\n"
        "   - Boston\n"
        "   - Starts June 10\n",
        [
            ("Tin Orchard", None, "filming", "Boston, Salem", None, "2019-09", None, None),
            ("Long Quiet", None, "wrapped_filming", "Boston", None, "2018-12", None, None),
            ("Crow Summer", 2, "entered_pre_production", "Boston", "2019-06-10", None, None, None),
        ],
    ),
    "days of a calendar": (
        "2013-06-03",
        "MONDAY, JUNE 3\n"
        "Tin Orchard – Front Street, downtown – 6 a.m. to 8 p.m.\n"
        "Long Quiet – Elm Studios\n"
        "\n"
        "TUESDAY, JUNE 4\n"
        "Tin Orchard – the courthouse – 7 a.m. to 7 p.m.\n"
        "Crow Summer – Oak Hall\n",
        [
            ("Tin Orchard", None, "filming", "Front Street, downtown", "2013-06-03", "2013-06-03", "06:00", "20:00"),
            ("Long Quiet", None, "filming", "Elm Studios", "2013-06-03", "2013-06-03", None, None),
            (
                "Tin Orchard",
                None,
                "entered_pre_production",
                "the courthouse",
                "2013-06-04",
                "2013-06-04",
                "07:00",
                "19:00",
            ),
            ("Crow Summer", None, "entered_pre_production", "Oak Hall", "2013-06-04", "2013-06-04", None, None),
        ],
    ),
    "letters for labels": (
        "2015-03-09",
        "TIN ORCHARD\n"
        "D: A. Person  P: B. Person  PM: C. Person\n"
        "L: Halifax\n"
        "Prep: Jan 12   Shoot: Feb 23 - Apr 3   Wrap: Apr 10\n"
        "\n"
        "LONG QUIET (MOW)\n"
        "D: A. Person\n"
        "L: Toronto\n"
        "Shoot: Nov 3 - Mar 6\n",
        [
            ("TIN ORCHARD", None, "filming", "Halifax", "2015-02-23", "2015-04-03", None, None),
            ("LONG QUIET", None, "wrapped_filming", "Toronto", "2014-11-03", "2015-03-06", None, None),
        ],
    ),
    "pictures for labels": (
        "2022-09-19",
        "🎬 Tin Orchard (S1)\n📍 Calgary, AB\n📅 Sept 19-23\n\n🎬 Long Quiet\n📍 Banff, AB\n📅 through Oct 7\n",
        [
            ("Tin Orchard", 1, "filming", "Calgary, AB", "2022-09-19", "2022-09-23", None, None),
            ("Long Quiet", None, "filming", "Banff, AB", None, "2022-10-07", None, None),
        ],
    ),
    "an object over several lines": (
        "2023-05-20",
        "[\n"
        "  {\n"
        '    "title": "Tin Orchard",\n'
        '    "status": "filming",\n'
        '    "city": "Atlanta",\n'
        '    "start_date": "2023-04-03"\n'
        "  },\n"
        "  {\n"
        '    "title": "Long Quiet",\n'
        '    "status": "prep",\n'
        '    "city": "Savannah",\n'
        '    "start_date": "2023-06-12"\n'
        "  }\n"
        "]\n",
        [
            ("Tin Orchard", None, "filming", "Atlanta", "2023-04-03", None, None, None),
            ("Long Quiet", None, "entered_pre_production", "Savannah", "2023-06-12", None, None, None),
        ],
    ),
    "a wiki's bullets": (
        "2021-08-15",
        "== Currently filming ==\n"
        "* ''[[Tin Orchard]]'' (season 6) – [[Albuquerque, New Mexico|Albuquerque]]\n"
        "* ''[[Long Quiet]]'' – filming until 30 August 2021 in [[Taos]]\n"
        "* ''Crow Summer'' – Santa Fe\n",
        [
            ("Tin Orchard", 6, "filming", "Albuquerque", None, None, None, None),
            ("Long Quiet", None, "filming", "Taos", None, "2021-08-30", None, None),
            ("Crow Summer", None, "filming", "Santa Fe", None, None, None, None),
        ],
    ),
    "facts under a title": (
        "2016-06-20",
        "Tin Orchard (HBO)\n"
        "TV series. Dallas. Shooting April 6 - August 12, 2016.\n"
        "\n"
        "Long Quiet (Hulu)\n"
        "Feature. Austin. Completed.\n",
        [
            ("Tin Orchard", None, "filming", "Dallas", "2016-04-06", "2016-08-12", None, None),
            ("Long Quiet", None, "wrapped_filming", "Austin", None, None, None, None),
        ],
    ),
    "quoted titles under a stage": (
        "2020-02-05",
        "Shooting now\n"
        "\n"
        "“Tin Orchard”\n"
        "\n"
        "This is the sixth and final season of the drama.\n"
        "\n"
        "“Long Quiet”\n"
        "\n"
        "The fourth season has been filming in Chicago since the fall.\n"
        "\n"
        "Shooting soon\n"
        "\n"
        "“Crow Summer”\n"
        "\n"
        "The series is to begin production in April.\n",
        [
            ("Tin Orchard", 6, "filming", None, None, None, None, None),
            ("Long Quiet", 4, "filming", "Chicago", None, None, None, None),
            ("Crow Summer", None, "entered_pre_production", None, "2020-04", None, None, None),
        ],
    ),
    "dashed days without blanks": (
        "2021-04-26",
        "Tin Orchard (S4) [Netflix] - 9/28/20-7/2/21 - Atlanta\n"
        "Long Quiet [Sony] - 10/16/20-3/26/21 - Savannah\n"
        "Crow Summer [Disney] - 7/5/21-12/17/21 - Macon\n",
        [
            ("Tin Orchard", 4, "filming", "Atlanta", "2020-09-28", "2021-07-02", None, None),
            ("Long Quiet", None, "wrapped_filming", "Savannah", "2020-10-16", "2021-03-26", None, None),
            ("Crow Summer", None, "entered_pre_production", "Macon", "2021-07-05", "2021-12-17", None, None),
        ],
    ),
    "titles at places": (
        "2015-04-15",
        "TIN ORCHARD @ Cedar & Nassau, 6a-10p\nLONG QUIET @ 5th Ave & 110th\nCROW SUMMER @ Elm Ave\n",
        [
            ("TIN ORCHARD", None, "filming", "Cedar & Nassau", None, None, "06:00", "22:00"),
            ("LONG QUIET", None, "filming", "5th Ave & 110th", None, None, None, None),
            ("CROW SUMMER", None, "filming", "Elm Ave", None, None, None, None),
        ],
    ),
    "kinds before quoted titles": (
        "2012-05-21",
        "FEATURE – “Tin Orchard” – Shoots June 25 to August 17 in Shreveport. Send resumes to "
        "crew@example.com\n"
        "SERIES – “Long Quiet,” season 3 – Shooting now through July 13 in New Orleans.\n"
        "MOW – “Crow Summer” – Shoots May 29 - June 15 in Baton Rouge. Local hires only.\n",
        [
            ("Tin Orchard", None, "entered_pre_production", "Shreveport", "2012-06-25", "2012-08-17", None, None),
            ("Long Quiet", 3, "filming", "New Orleans", None, "2012-07-13", None, None),
            ("Crow Summer", None, "entered_pre_production", "Baton Rouge", "2012-05-29", "2012-06-15", None, None),
        ],
    ),
    "lines of one record": (
        "2017-09-18",
        "Tin Orchard\n"
        "Feature film\n"
        "Vancouver\n"
        "August 28 - October 6, 2017\n"
        "\n"
        "Long Quiet\n"
        "TV series\n"
        "Calgary\n"
        "July 10 - September 1, 2017\n"
        "\n"
        "Crow Summer\n"
        "TV movie\n"
        "Winnipeg\n"
        "September 25 - October 13, 2017\n",
        [
            ("Tin Orchard", None, "filming", "Vancouver", "2017-08-28", "2017-10-06", None, None),
            ("Long Quiet", None, "wrapped_filming", "Calgary", "2017-07-10", "2017-09-01", None, None),
            ("Crow Summer", None, "entered_pre_production", "Winnipeg", "2017-09-25", "2017-10-13", None, None),
        ],
    ),
    "tabs without a heading": (
        "2014-03-10",
        "Tin Orchard\tFeature\tBoston\t3/3-4/11\n"
        "Long Quiet\tTV Series\tBoston\t2/10-6/27\n"
        "Crow Summer\tFeature\tBoston\t3/17-4/4\n",
        [
            ("Tin Orchard", None, "filming", "Boston", "2014-03-03", "2014-04-11", None, None),
            ("Long Quiet", None, "filming", "Boston", "2014-02-10", "2014-06-27", None, None),
            ("Crow Summer", None, "entered_pre_production", "Boston", "2014-03-17", "2014-04-04", None, None),
        ],
    ),
    "labels between strokes": (
        "2021-05-03",
        "Tin Orchard: Season 2 (Netflix) | Filming: March 4 – July 12 | Location: Auckland\n"
        "Long Quiet: Season 3 (Netflix) | Filming: wrapped | Location: Atlanta, GA\n"
        "Crow Summer (Netflix) | Filming: starts June 14 | Location: Queens, NY\n",
        [
            ("Tin Orchard", 2, "filming", "Auckland", "2021-03-04", "2021-07-12", None, None),
            ("Long Quiet", 3, "wrapped_filming", "Atlanta, GA", None, None, None, None),
            ("Crow Summer", None, "entered_pre_production", "Queens, NY", "2021-06-14", None, None, None),
        ],
    ),
    "labels behind full stops": (
        "2018-05-14",
        "TIN ORCHARD. Company: Pear Films. Shoot: April - June 2018. Locations: Whitby, Leeds. "
        "Director: A. Person.\n"
        "\n"
        "LONG QUIET. Company: Plum Films. Shoot: June - July 2018. Locations: Glasgow. Director: B. "
        "Person.\n",
        [
            ("TIN ORCHARD", None, "filming", "Whitby, Leeds", "2018-04", "2018-06", None, None),
            ("LONG QUIET", None, "entered_pre_production", "Glasgow", "2018-06", "2018-07", None, None),
        ],
    ),
    "numbered sentences": (
        "2024-02-12",
        "1. Tin Orchard – The drama is filming in Budapest until May.\n"
        "\n"
        "2. Long Quiet – Production moves to Dublin on March 4.\n"
        "\n"
        "3. Crow Summer – The second season has finished filming in Glasgow.\n",
        [
            ("Tin Orchard", None, "filming", "Budapest", None, "2024-05", None, None),
            ("Long Quiet", None, "entered_pre_production", "Dublin", "2024-03-04", None, None, None),
            ("Crow Summer", 2, "wrapped_filming", "Glasgow", None, None, None, None),
        ],
    ),
    "makers in brackets": (
        "2014-02-03",
        "• Tin Orchard (dir. A. Person; B. Person) – shoots in London until mid-February\n"
        "• Long Quiet (dir. C. Person; D. Person) – wrapped in Leeds\n",
        [
            ("Tin Orchard", None, "filming", "London", None, "2014-02", None, None),
            ("Long Quiet", None, "wrapped_filming", "Leeds", None, None, None, None),
        ],
    ),
    "a council's diary": (
        "2019-06-03",
        "Tuesday 4 June: Filming for the BBC drama Tin Orchard at Elm Square, 7am–7pm.\n"
        "\n"
        "Thursday 6 June: Filming for Long Quiet at Oak Street, 6am–6pm.\n",
        [
            ("Tin Orchard", None, "entered_pre_production", "Elm Square", "2019-06-04", "2019-06-04", "07:00", "19:00"),
            ("Long Quiet", None, "entered_pre_production", "Oak Street", "2019-06-06", "2019-06-06", "06:00", "18:00"),
        ],
    ),
    "what, where and when": (
        "2018-02-20",
        "WHAT: “Tin Orchard” filming\n"
        "WHERE: Elm Avenue and Oak Street\n"
        "WHEN: Friday, February 23, 11 a.m. to 11 p.m.\n"
        "\n"
        "WHAT: “Long Quiet” filming\n"
        "WHERE: City Park\n"
        "WHEN: Monday, February 26, 6 p.m. to 5 a.m.\n",
        [
            (
                "Tin Orchard",
                None,
                "entered_pre_production",
                "Elm Avenue and Oak Street",
                "2018-02-23",
                "2018-02-23",
                "11:00",
                "23:00",
            ),
            ("Long Quiet", None, "entered_pre_production", "City Park", "2018-02-26", "2018-02-26", "18:00", "05:00"),
        ],
    ),
    "every day its place": (
        "2012-08-13",
        "Tin Orchard shoots on Monday at the ferry terminal and on Tuesday at Elm Beach.\n"
        "Long Quiet will shoot at Oak Hall on Wednesday and at the Elm Center on Thursday.\n",
        [
            ("Tin Orchard", None, "filming", "the ferry terminal", "2012-08-13", "2012-08-13", None, None),
            ("Tin Orchard", None, "filming", "Elm Beach", "2012-08-14", "2012-08-14", None, None),
            ("Long Quiet", None, "entered_pre_production", "Oak Hall", "2012-08-15", "2012-08-15", None, None),
            ("Long Quiet", None, "entered_pre_production", "the Elm Center", "2012-08-16", "2012-08-16", None, None),
        ],
    ),
    "labels with blank lines between": (
        "2024-04-16",
        "Films shooting now\n"
        "\n"
        "Tin Orchard\n"
        "\n"
        "A retired locksmith is called back.\n"
        "\n"
        "Dir: A. Person\n"
        "\n"
        "Where: Leeds\n"
        "\n"
        "When: April - ongoing\n"
        "\n"
        "Long Quiet\n"
        "\n"
        "A walk brings up the past.\n"
        "\n"
        "Dir: B. Person\n"
        "\n"
        "Where: Scotland\n"
        "\n"
        "When: April - May\n",
        [
            ("Tin Orchard", None, "filming", "Leeds", "2024-04", None, None, None),
            ("Long Quiet", None, "filming", "Scotland", "2024-04", "2024-05", None, None),
        ],
    ),
    "the day's year behind a stroke": (
        "2018-03-05",
        "TIN ORCHARD - Season 2\n"
        "Pear Films\n"
        "TV Series\n"
        "Shoot: Mar 12/18 - Aug 24/18\n"
        "Toronto, Hamilton\n"
        "\n"
        "LONG QUIET\n"
        "Plum Films\n"
        "Feature Film\n"
        "Shoot: Jan 8/18 - Mar 2/18\n"
        "Sudbury\n",
        [
            ("TIN ORCHARD", 2, "entered_pre_production", "Toronto, Hamilton", "2018-03-12", "2018-08-24", None, None),
            ("LONG QUIET", None, "wrapped_filming", "Sudbury", "2018-01-08", "2018-03-02", None, None),
        ],
    ),
    "awards with sums": (
        "2024-02-17",
        "• Tin Orchard Season 2, Cleveland, $432,300\n"
        "• Long Quiet, Ashmere, $148,842\n"
        "• Crow Summer, Dayton, $105,878\n"
        "• Pine Street, Cleveland, $3,026,255\n",
        [
            ("Tin Orchard", 2, "filming", "Cleveland", None, None, None, None),
            ("Long Quiet", None, "filming", "Ashmere", None, None, None, None),
            ("Crow Summer", None, "filming", "Dayton", None, None, None, None),
            ("Pine Street", None, "filming", "Cleveland", None, None, None, None),
        ],
    ),
    "headlines with small kinds": (
        "2015-09-14",
        "High-end ITV drama Tin Orchard to begin filming this month in Yorkshire\n"
        "\n"
        "Crime miniseries Long Quiet to film on location in Liverpool\n",
        [
            ("Tin Orchard", None, "entered_pre_production", "Yorkshire", "2015-09", None, None, None),
            ("Long Quiet", None, "entered_pre_production", "Liverpool", None, None, None, None),
        ],
    ),
    "cards": (
        "2020-09-21",
        "<div><h2>Tin Orchard</h2><p>Feature film | Dublin, Galway</p><p>Shooting 21 September – 23 "
        "October 2020</p></div>\n"
        "<div><h2>Long Quiet</h2><p>TV series | Limerick</p><p>Shooting 5 October 2020 – March "
        "2021</p></div>\n"
        "<div><h2>Crow Summer</h2><p>TV series | Dublin</p><p>Shooting 28 September – 18 December "
        "2020</p></div>\n",
        [
            ("Tin Orchard", None, "filming", "Dublin, Galway", "2020-09-21", "2020-10-23", None, None),
            ("Long Quiet", None, "entered_pre_production", "Limerick", "2020-10-05", "2021-03", None, None),
            ("Crow Summer", None, "entered_pre_production", "Dublin", "2020-09-28", "2020-12-18", None, None),
        ],
    ),
    "makers alone on a page of now": (
        "2017-02-28",
        "Movies and shows that are being filmed here right now.\n"
        "\n"
        "Tin Orchard: Season 5\n"
        "\n"
        "• Director: A. Person\n"
        "\n"
        "Long Quiet\n"
        "\n"
        "• Directors: A. Person, B. Person\n",
        [
            ("Tin Orchard", 5, "filming", None, None, None, None, None),
            ("Long Quiet", None, "filming", None, None, None, None, None),
        ],
    ),
    "two columns": (
        "2022-03-01",
        'Show,Town\nTin Orchard,Burbank\n"Long, Quiet",Pasadena\n',
        [
            ("Tin Orchard", None, "filming", "Burbank", None, None, None, None),
            ("Long, Quiet", None, "filming", "Pasadena", None, None, None, None),
        ],
    ),
    "columns with other headings": (
        "2023-09-05",
        "Project | Status | Home | Camera days\n"
        "Tin Orchard | Shooting | Chicago | Aug 7 - Oct 13\n"
        "Long Quiet S2 | Paused | Yonkers | TBD\n"
        "Crow Summer | Prep | Newport, RI | Oct 2 - Nov 10\n",
        [
            ("Tin Orchard", None, "filming", "Chicago", "2023-08-07", "2023-10-13", None, None),
            ("Long Quiet", 2, "paused", "Yonkers", None, None, None, None),
            ("Crow Summer", None, "entered_pre_production", "Newport, RI", "2023-10-02", "2023-11-10", None, None),
        ],
    ),
    "addresses behind days": (
        "2016-06-13",
        "• 6/13-6/15: Tin Orchard, Lake Street between Clark and Oak\n"
        "• 6/14: Long Quiet, Elm Hospital\n"
        "• 6/16-6/17: Crow Summer, 79th Street, 7 am to 9 pm\n",
        [
            (
                "Tin Orchard",
                None,
                "filming",
                "Lake Street between Clark and Oak",
                "2016-06-13",
                "2016-06-15",
                None,
                None,
            ),
            ("Long Quiet", None, "entered_pre_production", "Elm Hospital", "2016-06-14", "2016-06-14", None, None),
            (
                "Crow Summer",
                None,
                "entered_pre_production",
                "79th Street",
                "2016-06-16",
                "2016-06-17",
                "07:00",
                "21:00",
            ),
        ],
    ),
    "weekday and day in a column": (
        "2016-05-02",
        "MON 5/2   Tin Orchard — 1500 W Cermak\n"
        "TUE 5/3   Long Quiet — Elm Pier\n"
        "THU 5/5   Crow Summer — Oak & Harrison\n",
        [
            ("Tin Orchard", None, "filming", "1500 W Cermak", "2016-05-02", "2016-05-02", None, None),
            ("Long Quiet", None, "entered_pre_production", "Elm Pier", "2016-05-03", "2016-05-03", None, None),
            ("Crow Summer", None, "entered_pre_production", "Oak & Harrison", "2016-05-05", "2016-05-05", None, None),
        ],
    ),
    "the town in front of the title": (
        "2014-09-08",
        "In Chicago, Tin Orchard has finished. In Atlanta, Long Quiet is on stage at Oak Studios; Crow "
        "Summer is filming in Macon.\n",
        [
            ("Tin Orchard", None, "wrapped_filming", "Chicago", None, None, None, None),
            ("Long Quiet", None, "filming", "Oak Studios", None, None, None, None),
            ("Crow Summer", None, "filming", "Macon", None, None, None, None),
        ],
    ),
    "two lines a title": (
        "2015-11-02",
        "TIN ORCHARD (Feature)\n"
        "Winnipeg, October 5 - November 27\n"
        "\n"
        "LONG QUIET (MOW)\n"
        "Winnipeg, November 9 - November 27\n"
        "\n"
        "CROW SUMMER (Feature)\n"
        "Toronto, August 24 - September 18\n",
        [
            ("TIN ORCHARD", None, "filming", "Winnipeg", "2015-10-05", "2015-11-27", None, None),
            ("LONG QUIET", None, "entered_pre_production", "Winnipeg", "2015-11-09", "2015-11-27", None, None),
            ("CROW SUMMER", None, "wrapped_filming", "Toronto", "2015-08-24", "2015-09-18", None, None),
        ],
    ),
    "months in figures": (
        "2017-01-23",
        "Tin Orchard S2 – Atlanta – now thru 6/2017\n"
        "Long Quiet – Atlanta – reshoots 1/30-2/3\n"
        "Crow Summer – Macon – 1/23-10/2017\n",
        [
            ("Tin Orchard", 2, "filming", "Atlanta", None, "2017-06", None, None),
            ("Long Quiet", None, "reshoots", "Atlanta", "2017-01-30", "2017-02-03", None, None),
            ("Crow Summer", None, "filming", "Macon", "2017-01-23", "2017-10", None, None),
        ],
    ),
    "a channel is no town": (
        "2017-08-14",
        "Tin Orchard S2 / YLE / Helsinki / Aug 7 - Nov 30\n"
        "Long Quiet / SVT / Stockholm / wrapped\n"
        "Crow Summer / SVT / Stockholm / Oct 2016 - Jun 2017\n",
        [
            ("Tin Orchard", 2, "filming", "Helsinki", "2017-08-07", "2017-11-30", None, None),
            ("Long Quiet", None, "wrapped_filming", "Stockholm", None, None, None, None),
            ("Crow Summer", None, "wrapped_filming", "Stockholm", "2016-10", "2017-06", None, None),
        ],
    ),
    "seen at": (
        "2015-07-20",
        "Title: Tin Orchard\n"
        "Spotted at: Elm and Oak, Toronto\n"
        "Dates: July 20-22\n"
        "\n"
        "Title: Long Quiet\n"
        "Spotted at: Oak Hall, Toronto\n"
        "Dates: through July 31\n",
        [
            ("Tin Orchard", None, "filming", "Elm and Oak, Toronto", "2015-07-20", "2015-07-22", None, None),
            ("Long Quiet", None, "filming", "Oak Hall, Toronto", None, "2015-07-31", None, None),
        ],
    ),
    "lone days among short stretches": (
        "2017-03-06",
        "1. Tin Orchard – W 40th St, 5th to 6th Ave – Mar 6-7\n"
        "2. Long Quiet – Beaver St – Mar 7\n"
        "3. Crow Summer – Oak Ave – Mar 8, 6 AM to 10 PM\n",
        [
            ("Tin Orchard", None, "filming", "W 40th St, 5th to 6th Ave", "2017-03-06", "2017-03-07", None, None),
            ("Long Quiet", None, "entered_pre_production", "Beaver St", "2017-03-07", "2017-03-07", None, None),
            ("Crow Summer", None, "entered_pre_production", "Oak Ave", "2017-03-08", "2017-03-08", "06:00", "22:00"),
        ],
    ),
}


def read(text: str, day: str) -> list[Report]:
    """The reports of a page; every one of them must quote the page."""
    reports = read_listing(Document("listing", text, published=date.fromisoformat(day)))
    assert all(text[report.start : report.end] == report.evidence != "" for report in reports)
    return reports


@pytest.mark.parametrize("layout", PAGES)
def test_layout_with_days(layout: str) -> None:
    day, text, expected = PAGES[layout]
    found = [
        (r.title, r.season, r.event.value, r.place, r.start_date, r.end_date, r.start_time, r.end_time)
        for r in read(text, day)
    ]
    assert found == expected


def test_a_code_word_is_another_name() -> None:
    text = "Here are some signs and what they mean.\n\nBIRD – Tin Orchard (feature), filming around Oak Park\n"
    text += "LQT – Long Quiet (series), filming in Marietta\n"
    assert [report.aliases for report in read(text, "2014-10-20")] == [("BIRD",), ("LQT",)]


def test_a_working_title_before_the_show_is_another_name() -> None:
    text = "A director is in town for Tin Orchard (production code: BIRD). Using the working title “Bird Song,” the "
    text += "show was spotted in Salem on November 6.\n"
    (report,) = read(text, "2018-11-29")
    assert (report.title, report.place, report.start_date) == ("Tin Orchard", "Salem", "2018-11-06")
    assert report.aliases == ("BIRD", "Bird Song")


@pytest.mark.parametrize(
    "text",
    [
        "Festival, day three\n\n“Tin Orchard” – Rialto Theatre, 7 p.m.\n“Long Quiet” – Grand Cinema, 9:15 p.m.\n"
        "“Crow Summer” – Elm Hall, 2 p.m.\nTickets at the box office.\n",
        "Tonight on TV\n\n8:00 PM – Tin Orchard (CBS) – Season finale.\n9:00 PM – Long Quiet (NBC) – New episode.\n"
        "10:00 PM – Crow Summer (ABC) – Series premiere.\n",
        "Box office\n\n1. Tin Orchard (Disney) – $191.8 million – 4,725 theaters\n2. Long Quiet (Sony) – "
        "$21.1 million – 4,415 theaters\n3. Crow Summer (Disney) – $15.5 million – 3,750 theaters\n",
        "Acme has announced results. The bank completed the sale on Friday. Trading was suspended in London.\n",
        "Film reviews\n\nTin Orchard ★★★★\nA drama, shot in Iceland. In theaters Friday.\n\nLong Quiet ★★\nOpens "
        "in select cities.\n\nCrow Summer ★★★\nFans will be pleased. Now streaming.\n",
        "Set decorator – TV series, Atlanta. Start date February 24. Send resume.\n",
    ],
    ids=["screenings", "airings", "takings", "business", "reviews", "jobs"],
)
def test_pages_that_list_no_shoot_give_nothing(text: str) -> None:
    assert read(text, "2019-03-01") == []


@pytest.mark.parametrize(
    ("days", "today", "expected"),
    [
        ("Nov 3 - Mar 6", "2015-03-09", ("2014-11-03", "2015-03-06")),
        ("Oct 16 - Dec 7", "2013-01-28", ("2012-10-16", "2012-12-07")),
        ("Oct 16 - Dec 7", "2013-09-28", ("2013-10-16", "2013-12-07")),
        ("Mar 12/18 - Aug 24/18", "2018-03-05", ("2018-03-12", "2018-08-24")),
        ("9/28/20-7/2/21", "2021-01-05", ("2020-09-28", "2021-07-02")),
    ],
)
def test_the_years_of_a_stretch(days: str, today: str, expected: tuple[str, str]) -> None:
    (report,) = read(f"Title: Tin Orchard\nSchedule: {days}\nLocation: Salem\n", today)
    assert (report.start_date, report.end_date) == expected


def test_a_page_says_itself_that_the_day_comes_first() -> None:
    text = "Title;Type;Shooting period;Location\nTin Orchard;feature;01.03.2022 - 30.04.2022;Prague\n"
    text += "Long Quiet;feature;04.04.2022 - 06.05.2022;Brno\nCrow Summer;feature;02.05.2022 - 20.06.2022;Plzen\n"
    assert [r.start_date for r in read(text, "2022-03-20")] == ["2022-03-01", "2022-04-04", "2022-05-02"]
