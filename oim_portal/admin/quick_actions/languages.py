"""A page's form with the tabs of both languages side by side, for one change in both."""

# The query of the form's address; static/quick_actions/both-languages.js reads it.
BOTH = "idiomas=ambos"
