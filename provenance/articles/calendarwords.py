"""Names of months and weekdays, full and short, lower case, without full stops, divided by ``|``.

From CLDR (https://cldr.unicode.org) by babel, which a test compares them with: loading its data of so many languages takes 30 MB.
"""

__all__ = ["DAYS", "LANGUAGES", "MONTHS"]

LANGUAGES = (
    "en",
    "fr",
    "de",
    "es",
    "it",
    "pt",
    "ru",
    "uk",
    "ar",
    "pl",
    "tr",
    "nl",
    "ro",
    "fa",
    "el",
    "cs",
    "bg",
    "sr",
    "hu",
    "sv",
)
MONTHS = (
    """\
ene|enero|gen|gennaio|ian|ianuarie|jan|janeiro|januar|januari|january|január|janv|janvier|led|leden|ledna|oca|ocak|
sty|styczeń|stycznia|ιαν|ιανουάριος|ιανουαρίου|січ|січень|січня|янв|январь|января|яну|януари|јан|јануар|يناير|ژانویه""",
    """\
feb|febbraio|febr|febrero|februar|februari|februarie|february|február|fev|fevereiro|févr|février|lut|lutego|luty|úno|
únor|února|şub|şubat|φεβ|φεβρουάριος|φεβρουαρίου|лют|лютий|лютого|феб|фебруар|фев|февр|февраль|февраля|февруари|شباط|
فبراير|فوریه""",
    """\
bře|březen|března|maart|mar|marca|march|mars|mart|martie|marzec|marzo|março|mrt|márc|március|mär|märz|μάρ|μάρτιος|μαρ|
μαρτίου|бер|березень|березня|мар|март|марта|آذار|مارس""",
    """\
abr|abril|apr|april|aprile|aprilie|avr|avril|dub|duben|dubna|kwi|kwiecień|kwietnia|nis|nisan|ápr|április|απρ|απρίλιος|
απριλίου|апр|апрель|апреля|април|квіт|квітень|квітня|آوریل|أبريل|نيسان""",
    """\
kvě|květen|května|mag|maggio|mai|maio|maj|maja|may|mayo|mayıs|mei|máj|május|μάι|μάιος|μαΐ|μαΐου|май|мая|мај|трав|
травень|травня|أيار|مايو|مه""",
    """\
cze|czerwca|czerwiec|giu|giugno|haz|haziran|iun|iunie|juin|jun|june|junho|juni|junio|jún|június|červen|června|čvn|
ιουν|ιουνίου|ιούν|ιούνιος|июн|июнь|июня|черв|червень|червня|юни|јун|حزيران|يونيو|ژوئن""",
    """\
iul|iulie|juil|juillet|jul|julho|juli|julio|july|júl|július|lip|lipca|lipiec|lug|luglio|tem|temmuz|července|červenec|
čvc|ιουλ|ιουλίου|ιούλ|ιούλιος|июл|июль|июля|лип|липень|липня|юли|јул|تموز|يوليو|ژوئیه""",
    """\
ago|agosto|août|aug|august|augusti|augustus|augusztus|ağu|ağustos|sie|sierpień|sierpnia|srp|srpen|srpna|αυγ|αυγούστου|
αύγ|αύγουστος|авг|август|августа|серп|серпень|серпня|آب|أغسطس|اوت""",
    """\
eyl|eylül|sep|sept|september|septembre|septembrie|septiembre|set|setembro|settembre|szept|szeptember|wrz|wrzesień|
września|zář|září|σεπ|σεπτέμβριος|σεπτεμβρίου|вер|вересень|вересня|сент|сентябрь|сентября|сеп|септембар|септември|
أيلول|سبتمبر|سپتامبر""",
    """\
eki|ekim|oct|october|octobre|octombrie|octubre|okt|oktober|október|ott|ottobre|out|outubro|paź|październik|
października|říj|říjen|října|οκτ|οκτωβρίου|οκτώβριος|жовт|жовтень|жовтня|окт|октобар|октомври|октябрь|октября|أكتوبر|
اکتبر""",
    """\
kas|kasım|lis|listopad|listopada|listopadu|noiembrie|nov|november|novembre|novembro|noviembre|νοέ|νοέμβριος|νοε|
νοεμβρίου|лист|листопад|листопада|нов|новембар|ное|ноември|нояб|ноябрь|ноября|نوامبر|نوفمبر""",
    """\
ara|aralık|dec|december|decembrie|dez|dezember|dezembro|dic|dicembre|diciembre|déc|décembre|gru|grudnia|grudzień|pro|
prosince|prosinec|δεκ|δεκέμβριος|δεκεμβρίου|груд|грудень|грудня|дек|декабрь|декабря|декември|дец|децембар|دسامبر|
ديسمبر""",
)
"""January first. A name that two languages give to different months is left to the first of :data:`LANGUAGES` that has it."""

DAYS = """\
cmt|cs|csütörtök|cum|cuma|cumartesi|czw|czwartek|di|dienstag|dim|dimanche|dinsdag|do|dom|domenica|domingo|donderdag|
donnerstag|dum|duminică|fr|fre|fredag|freitag|fri|friday|gio|giovedì|h|hétfő|jeu|jeudi|joi|jue|jueves|k|kedd|lun|
lundi|lunedì|lunes|luni|lör|lördag|ma|maandag|mar|mardi|martedì|martes|marți|mer|mercoledì|mercredi|mi|mie|miercuri|
mittwoch|mié|miércoles|mo|mon|monday|montag|mån|måndag|ne|neděle|niedz|niedziela|ons|onsdag|p|paz|pazar|pazartesi|per|
perşembe|piątek|po|pon|pondělí|poniedziałek|pt|pzt|pá|pátek|péntek|qua|qui|sa|sab|sabato|sal|salı|sam|samedi|samstag|
sat|saturday|seg|sex|so|sob|sobota|sonntag|st|středa|sun|sunday|sze|szerda|szo|szombat|sáb|sábado|sâm|sâmbătă|sön|
söndag|ter|thu|thursday|tis|tisdag|tors|torsdag|tue|tuesday|v|vasárnap|ven|vendredi|venerdì|vie|viernes|vin|vineri|vr|
vrijdag|wed|wednesday|wo|woensdag|wt|wtorek|za|zaterdag|zo|zondag|çar|çarşamba|út|úterý|čt|čtvrtek|śr|środa|δευ|
δευτέρα|κυρ|κυριακή|πέμ|πέμπτη|παρ|παρασκευή|σάβ|σάββατο|τετ|τετάρτη|τρί|τρίτη|воскресенье|вс|вт|вторник|вівторок|нд|
нед|неделя|недеља|неділя|пʼятниця|пет|петак|петък|пн|пон|понеделник|понедельник|понедељак|понеділок|пт|пятница|сб|
середа|ср|сре|среда|сряда|суб|суббота|субота|събота|уто|уторак|чет|четвер|четверг|четвртак|четвъртък|чт|الأحد|
الأربعاء|الاثنين|الثلاثاء|الجمعة|الخميس|السبت|جمعه|دوشنبه|شنبه|پنجشنبه|چهارشنبه|یکشنبه"""
