"""SurveyMonkey: a row of questions above a row of options; a question with several columns is named in the first."""

from etl.read.survey_tools.known.tool import Tool, names

SECOND_ROW = ("Response", "Open-Ended Response")

SURVEYMONKEY = Tool(
    name="surveymonkey",
    title="SurveyMonkey",
    signs=names("Respondent ID", "Collector ID", "Custom Data 1", "RespondentID", "CollectorID", *SECOND_ROW),
    own=names(
        *("Respondent ID", "Collector ID", "Start Date", "End Date", "Date Created", "Date Modified"),
        *("RespondentID", "CollectorID", "StartDate", "EndDate", "Language"),
    ),
    personal=names(
        *("IP Address", "Email Address", "First Name", "Last Name", "Custom Data 1", "Custom Data", "Custom Value"),
        *("Custom Data 2", "Custom Data 3", "Custom Data 4", "Custom Data 5"),
    ),
    id_columns=names("Respondent ID", "RespondentID"),
    most_headers=2,
    says_nothing=names("", *SECOND_ROW, "Vastaus", "Avoin vastaus", "Svar", "Öppet svar"),
)
