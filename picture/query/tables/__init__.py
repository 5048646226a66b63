"""How tables of the published database become values: the cells of a question, and small tables read once a build."""
