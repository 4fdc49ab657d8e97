"""The start page and the index pages below it: (model, address, title, intro)."""

START = {
    "title": "Hälsolabb",
    "heading": "Det du har varit med om visar vägen",
    "lede": (
        "I Hälsolabb formar patienter, närstående, personal och beslutsfattare framtidens nära vård tillsammans. "
        "Alla kan följa vad som hände sedan."
    ),
    "search_description": "Här formar patienter, närstående, personal och beslutsfattare nära vård tillsammans.",
}
SHELVES = (
    (
        "LabIndexPage", "labb", "Labb",
        "I ett labb arbetar flera huvudmän tillsammans med dem det gäller, kring en fråga i taget.",
    ),
    (
        "GoalIndexPage", "malbilder", "Målbilder",
        "En målbild beskriver ett önskat läge, med ord från dem det gäller. Den ligger fast när förslag prövas och "
        "när vi följer upp.",
    ),
    (
        "ArticleIndexPage", "artiklar", "Artiklar",
        "Hur labben arbetar, vad vi har lärt oss och vad som inte gick.",
    ),
    (
        "InfoIndexPage", "om", "Om webbplatsen",
        "Hur du deltar, vad som händer med det du säger och vad du kan kräva av oss.",
    ),
)  # fmt: skip
