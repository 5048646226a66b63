"""Qualtrics: names, question texts and import ids in three header rows; test answers beside true ones."""

from etl.read.survey_tools.known.tool import Marks, Tool, names

QUALTRICS = Tool(
    name="qualtrics",
    title="Qualtrics",
    signs=names(
        "StartDate", "EndDate", "RecordedDate", "ResponseId", "DistributionChannel", "UserLanguage", "ResponseSet"
    ),
    own=names(
        *("StartDate", "EndDate", "Status", "Progress", "Duration (in seconds)", "Finished", "RecordedDate"),
        *("ResponseId", "DistributionChannel", "UserLanguage", "ResponseSet"),
    ),
    personal=names(
        *("IPAddress", "RecipientLastName", "RecipientFirstName", "RecipientEmail", "ExternalReference"),
        *("Name", "EmailAddress", "ExternalDataReference", "LocationLatitude", "LocationLongitude", "LocationAccuracy"),
    ),
    id_columns=names("ResponseId"),
    most_headers=3,
    more_headers=names(
        *("Response ID", "Start Date", "End Date", "Response Type", "Recorded Date", "Distribution Channel"),
        *("ResponseID", "ResponseSet", "StartDate", "EndDate", "IPAddress"),
    ),
    answer=Marks(
        columns=names("Status"),
        yes=names("IP Address", "Imported", "Offline", "0", "4", "16"),
        no=names(
            *("Survey Preview", "Survey Test", "Spam", "Survey Preview Spam", "Imported Spam", "Offline Preview"),
            *("Possible Spam", "1", "2", "8", "9", "12", "17"),
        ),
    ),
    finished=Marks(columns=names("Finished"), yes=names("True", "1"), no=names("False", "0")),
)
