"""How an answer becomes something to look at: words, figures, tables and files, without Streamlit."""
