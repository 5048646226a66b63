"""How a dataset becomes something to look at: words, figures, tables and files, without Streamlit."""
