"""Word lists of news sites in many languages, parts divided by ``|``. Data: a native speaker may add to any of them."""

__all__ = ["HOME", "LABELS", "RELATED", "VERBS"]

HOME = """\
home page|strona główna|ana sayfa|pagina principală|página inicial|דף הבית|صفحه اصلی|home|accueil|inicio|início|
inicial|startseite|start|page|homepage|strona|główna|ana|sayfa|anasayfa|главная|головна|acasă|pagina|principală|hem|
forside|etusivu|αρχική|الرئيسية|صفحه|اصلی|خانه|דף|הבית|首页|ホーム|portada|actualité|news"""
"""How breadcrumbs name the front page."""

RELATED = """\
related articles|related stories|related news|related posts|related content|related topics|related|read more|
read also|read next|more stories|more news|more on this story|most read|most popular|most viewed|trending|
trending now|trending stories|popular posts|latest news|latest posts|recent posts|recommended|recommended for you|
you may also like|you might also like|see also|also read|more from|up next|top stories|editor's picks|editors picks|
don't miss|what to read next|leave a reply|leave a comment|comments|articles liés|articles similaires|
articles connexes|articles récents|articles associés|sur le même sujet|à lire aussi|lire aussi|a lire aussi|
à voir aussi|à lire|les plus lus|les plus populaires|vous aimerez aussi|dans la même rubrique|à découvrir|
dernières nouvelles|derniers articles|laisser un commentaire|commentaires|lire la suite|artículos relacionados|
noticias relacionadas|relacionados|relacionadas|te puede interesar|también te puede interesar|lea también|leer más|
lo más leído|más leídas|más noticias|comentarios|deja un comentario|ver también|artigos relacionados|
notícias relacionadas|leia também|leia mais|mais lidas|veja também|saiba mais|comentários|deixe um comentário|
articoli correlati|articoli simili|leggi anche|leggi di più|notizie correlate|i più letti|potrebbe interessarti|
commenti|ähnliche artikel|verwandte artikel|weitere artikel|mehr zum thema|lesen sie auch|auch interessant|
das könnte sie auch interessieren|meistgelesen|kommentare|weiterlesen|mehr dazu|gerelateerde artikelen|lees ook|
lees meer|lees verder|meest gelezen|reacties|gerelateerd|gerelateerde berichten|meer nieuws|bekijk ook|
powiązane artykuły|czytaj także|czytaj też|czytaj więcej|zobacz też|
zobacz także|najczęściej czytane|komentarze|polecane|ilgili haberler|ilgili yazılar|benzer haberler|
bunlar da ilginizi çekebilir|en çok okunanlar|yorumlar|articole similare|articole asemănătoare|citește și|citeşte şi|
citește mai mult|cele mai citite|comentarii|vezi și|похожие статьи|похожие новости|похожие материалы|читайте также|
читать также|по теме|материалы по теме|новости по теме|связанные статьи|другие новости|самое читаемое|популярное|
последние новости|комментарии|ещё по теме|рекомендуем|смотрите также|схожі статті|схожі новини|читайте також|за темою|
пов'язані статті|матеріали за темою|популярне|останні новини|коментарі|дивіться також|مقالات ذات صلة|أخبار ذات صلة|
مواضيع ذات صلة|اقرأ أيضا|اقرأ أيضًا|إقرأ أيضا|اقرأ المزيد|الأكثر قراءة|مواضيع متعلقة|التعليقات|شاهد أيضا|
قد يعجبك أيضا|مطالب مرتبط|بیشتر بخوانید|اخبار مرتبط|כתבות נוספות|כתבות קשורות|
also in news|more in this section|more from us|trending videos|trending topics|top videos|latest videos|more videos|
recommended video|recommended videos|recommended stories|recommended reading|video of the day|videos of the day|
our latest videos|watch next|watch more|you can also check|other news|other stories|more headlines|in other news|
in case you missed it|keep reading|suggested for you|next article|next story|next gallery|more galleries|
vidéo du jour|vidéos recommandées|à lire également|lire également|nos dernières vidéos|les plus vus|sur le même thème|
video recomendado|videos recomendados|video del día|vídeo del día|últimas noticias|más vistos|le puede interesar|
no te pierdas|te recomendamos|contenido relacionado|vídeo recomendado|vídeos recomendados|vídeo do dia|últimas notícias|
mais vistos|recomendados|video consigliati|video del giorno|video del día|i più visti|ultime notizie|ti potrebbe interessare|
guarda anche|video des tages|empfohlene videos|meistgesehen|weitere videos|weitere themen|passend zum thema|
auch interessant für sie|empfehlungen der redaktion|video van de dag|best bekeken|aanbevolen|polecamy|film dnia|wideo dnia|
najnowsze|podobne artykuły|günün videosu|önerilen videolar|ilgili haber|ilgili videolar|diğer haberler|son dakika haberleri|
öne çıkanlar|videoclipul zilei|recomandări|știri similare|видео дня|видео по теме|главные новости|
рекомендуем почитать|рекомендуем посмотреть|читайте ещё|ещё новости|другие материалы|що ще почитати|
відео дня|інші новини|рекомендуємо|читайте ще|فيديو اليوم|فيديوهات مقترحة|أخبار أخرى|آخر الأخبار|
관련뉴스|관련기사|관련 기사|많이 본 뉴스|주요뉴스|추천 기사|関連記事|関連ニュース|おすすめ記事|人気記事|あわせて読みたい|
アクセスランキング|baca juga|berita terkait|terpopuler|simak juga|lihat juga|xem thêm|xem nhiều|tin liên quan|đọc thêm|
यह भी पढ़ें|ये भी पढ़ें|संबंधित खबरें|διαβάστε επίσης|διαβάστε ακόμη|δείτε επίσης|σχετικά άρθρα|čtěte také|přečtěte si také|
čítajte aj|prečítajte si aj|olvassa el ezt is|kapcsolódó cikkek|ajánlott cikkek|läs också|läs även|läs mer|mest läst|
læs også|læs mere|mest læste|les også|les mer|mest lest|lue myös|lue lisää|luetuimmat|прочетете още|вижте още|
още по темата|pročitajte i|pročitajte još|прочитајте и|прочитајте још|najčitanije|povezane vijesti|povezani članci|
preberite tudi|lexo edhe|lexoni gjithashtu|taip pat skaitykite|lasi arī|loe ka|loe lisaks|чытайце таксама|
оқи отырыңыз|həmçinin oxuyun|shuningdek o'qing|ასევე წაიკითხეთ|կարդացեք նաև|קראו גם|קראו עוד|یہ بھی پڑھیں|
আরও পড়ুন|อ่านเพิ่มเติม|ข่าวที่เกี่ยวข้อง|llegeix també|llegiu també|ler também|pode interessar-lhe|الأكثر مشاهدة|
相关新闻|相关阅读|相关文章|推荐阅读|热门文章|延伸閱讀|相關新聞"""
"""Headings of lists of other stories, and of comments."""

LABELS = """\
share|share this|share this article|share on facebook|share on twitter|tweet|follow us|follow|print|email|copy link|
save|subscribe|sign up|log in|login|register|menu|search|skip to content|skip to main content|homepage|
advertisement|ad|sponsored|accept|accept all|
reject all|close|reply|like|by|par|por|von|di|da|door|przez|автор|от|від|de|del|yazan|بقلم|كتب|written by|posted by|
facebook|twitter|whatsapp|telegram|linkedin|pinterest|reddit|x|share tweet|facebook twitter|partager|
partager sur facebook|suivez-nous|imprimer|s'abonner|publicité|accepter|fermer|se connecter|compartir|síguenos|
imprimir|suscríbete|publicidad|aceptar|cerrar|compartilhar|siga-nos|publicidade|condividi|seguici|pubblicità|teilen|
folgen sie uns|drucken|anzeige|werbung|delen|volg ons|advertentie|afdrukken|inloggen|zoeken|sluiten|
udostępnij|reklama|paylaş|reklam|distribuie|
publicitate|поделиться|подписаться|подписывайтесь|реклама|печать|поділитися|підписатися|друк|شارك|مشاركة|تابعنا|إعلان|
طباعة"""
"""Whole lines that are buttons, labels or the name of a network."""

VERBS = """\
is|are|was|were|has|have|had|been|being|be|does|did|do|can|could|will|would|shall|should|says|said|shows|show|showed|
appears|appeared|i|we|they|he|she|it|you|est|sont|était|étaient|ont|été|suis|sommes|avait|avaient|serait|aurait|
montre|montrent|il|elle|ils|elles|nous|je|vous|on|ist|sind|war|waren|hat|haben|hatte|wurde|wurden|wird|werden|zeigt|
ich|wir|sie|er|es|son|era|eran|fue|fueron|ha|han|había|muestra|muestran|sono|erano|stato|stata|hanno|aveva|mostra|foi|
foram|está|estão|são|tem|têm|estava|zijn|werd|werden|wordt|worden|heeft|hebben|toont|tonen|zou|
zouden|jest|są|był|była|było|zostało|został|została|oldu|
oldular|vardı|olarak|este|sunt|fost|erau|au|был|была|было|были|есть|это|он|она|они|мы|я|вы|показывает|показывают|був|
була|було|були|є|це|він|вона|вони|ми"""
"""Forms that make a lower-case line a sentence rather than keywords."""
