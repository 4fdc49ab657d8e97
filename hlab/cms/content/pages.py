"""Pages below /om/ that the footer leads to: (address, title, intro, what is shown below, parts)."""

from hlab.cms.content.accessibility import STATEMENT
from hlab.cms.content.open_data import OPEN_DATA
from hlab.cms.content.taking_part import PHONE_OR_PAPER, WITHOUT_ACCOUNT
from hlab.cms.content.your_data import YOUR_DATA

PAGES = (
    (
        "sa-deltar-du", "Så deltar du utan konto",
        "Du behöver varken konto eller e-legitimation. En kod räcker, och du väljer själv vad du säger.",
        "", WITHOUT_ACCOUNT,
    ),
    (
        "ring-eller-papper", "Ring eller svara på papper",
        "Det går lika bra som på nätet och väger lika mycket.",
        "", PHONE_OR_PAPER,
    ),
    (
        "ordlista", "Ordlista",
        "Ord som labben använder och vad de betyder här. Ibland betyder samma ord olika saker för olika personer. Då "
        "står alla betydelser.",
        "glossary", [],
    ),
    (
        "tillganglighet", "Tillgänglighetsredogörelse",
        "Alla ska kunna läsa, delta och följa vad som händer. Här står hur långt vi har kommit, vilka brister vi "
        "känner till och hur du säger till när något inte fungerar.",
        "", STATEMENT,
    ),
    (
        "dina-uppgifter", "Dina uppgifter",
        "Vad vi sparar, varför, och vad du kan göra åt det.",
        "", YOUR_DATA,
    ),
    (
        "oppna-data", "Öppna data",
        "Det som är publicerat här kan du också hämta och använda.",
        "open_data", OPEN_DATA,
    ),
)  # fmt: skip
