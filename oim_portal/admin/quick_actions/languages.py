"""Page form with the tabs of both languages side by side, for one change in both."""

# Query string of the form's URL; static/quick_actions/both-languages.js reads it.
BOTH = "idiomas=ambos"
