using AiWebBuilder.Domain.Campaigns.Briefs;

namespace AiWebBuilder.Domain.Campaigns.Planning;

/// <summary>What pages and sections are called in a plan, and what each is for, in the campaign's language.</summary>
internal static class PlanWords
{
    // One line per kind: language order as in Languages, name and purpose separated by a bar.
    private static readonly string[] Languages = ["en", "de", "fr", "es", "ja", "ar", "he"];

    private static readonly Dictionary<string, string[]> Sections = new(StringComparer.Ordinal)
    {
        ["header"] =
        [
            "Header|Say who this is and offer the main action at once.",
            "Kopfzeile|Zeigen, wer hier spricht, und den wichtigsten Schritt anbieten.",
            "En-tête|Dire qui parle et proposer l’action principale.",
            "Cabecera|Decir quién habla y ofrecer la acción principal.",
            "ヘッダー|店名と主な行動をすぐに示す。",
            "رأس الصفحة|تعريف الزائر بالجهة وعرض الخطوة الأساسية.",
            "כותרת עליונה|להציג מי פונה ולהציע את הפעולה המרכזית.",
        ],
        ["hero"] =
        [
            "Hero|Say in one look what is offered and how to get it.",
            "Einstieg|Auf einen Blick sagen, was es gibt und wie man es bekommt.",
            "Accroche|Dire d’un coup d’œil ce qui est proposé et comment l’obtenir.",
            "Portada|Decir de un vistazo qué se ofrece y cómo conseguirlo.",
            "メインビジュアル|何を提供し、どう利用するかを一目で伝える。",
            "الواجهة|توضيح العرض وطريقة الحصول عليه من النظرة الأولى.",
            "פתיחה|לומר במבט אחד מה מוצע ואיך מקבלים אותו.",
        ],
        ["stats"] =
        [
            "Key facts|Give the figures of the brief without decoration.",
            "Eckdaten|Die Angaben des Briefings ohne Ausschmückung nennen.",
            "Faits clés|Donner les chiffres du brief sans ornement.",
            "Datos clave|Dar los datos del encargo sin adornos.",
            "基本情報|依頼書にある事実をそのまま示す。",
            "حقائق أساسية|عرض المعطيات كما وردت دون مبالغة.",
            "עובדות|להציג את הנתונים מן התדריך כפי שהם.",
        ],
        ["reasons"] =
        [
            "Benefits|Show what the visitor gains.",
            "Vorteile|Zeigen, was Besucher davon haben.",
            "Avantages|Montrer ce que le visiteur y gagne.",
            "Ventajas|Mostrar qué gana el visitante.",
            "特長|来訪者にとっての良さを伝える。",
            "المزايا|بيان ما يكسبه الزائر.",
            "יתרונות|להראות מה המבקר מרוויח.",
        ],
        ["story"] =
        [
            "About|Give the offer a face and a reason.",
            "Über uns|Dem Angebot ein Gesicht und einen Grund geben.",
            "À propos|Donner un visage et une raison à l’offre.",
            "Quiénes somos|Dar rostro y motivo a la oferta.",
            "私たちについて|想いと背景を伝える。",
            "من نحن|إعطاء العرض وجهًا وسببًا.",
            "עלינו|לתת להצעה פנים וסיבה.",
        ],
        ["steps"] =
        [
            "How it works|Remove doubt by showing each step.",
            "So geht es|Zweifel nehmen, indem jeder Schritt sichtbar wird.",
            "Comment ça marche|Lever les doutes en montrant chaque étape.",
            "Cómo funciona|Quitar dudas mostrando cada paso.",
            "ご利用の流れ|手順を示して不安をなくす。",
            "كيف يتم ذلك|إزالة التردد بعرض كل خطوة.",
            "איך זה עובד|להסיר ספק על ידי הצגת כל שלב.",
        ],
        ["services"] =
        [
            "Offer|Say exactly what is included.",
            "Angebot|Genau sagen, was dazugehört.",
            "Offre|Dire exactement ce qui est compris.",
            "Oferta|Decir exactamente qué incluye.",
            "ご提供内容|含まれるものを正確に伝える。",
            "العرض|تحديد ما يشمله العرض بدقة.",
            "ההצעה|לומר בדיוק מה כלול.",
        ],
        ["plans"] =
        [
            "Pricing|Name the prices so that they can be compared on a phone.",
            "Preise|Preise so nennen, dass sie auch am Telefon vergleichbar sind.",
            "Tarifs|Donner les prix, comparables aussi sur mobile.",
            "Precios|Dar los precios de forma comparable también en el móvil.",
            "料金|スマートフォンでも比べやすく料金を示す。",
            "الأسعار|عرض الأسعار بوضوح حتى على الهاتف.",
            "מחירים|להציג מחירים כך שאפשר להשוות גם בטלפון.",
        ],
        ["price-list"] =
        [
            "Pricing|Name the prices so that they can be compared on a phone.",
            "Preise|Preise so nennen, dass sie auch am Telefon vergleichbar sind.",
            "Tarifs|Donner les prix, comparables aussi sur mobile.",
            "Precios|Dar los precios de forma comparable también en el móvil.",
            "料金|スマートフォンでも比べやすく料金を示す。",
            "الأسعار|عرض الأسعار بوضوح حتى على الهاتف.",
            "מחירים|להציג מחירים כך שאפשר להשוות גם בטלפון.",
        ],
        ["faq"] =
        [
            "Questions and answers|Answer what people ask before they act.",
            "Fragen und Antworten|Beantworten, was vor der Entscheidung gefragt wird.",
            "Questions et réponses|Répondre à ce qu’on se demande avant d’agir.",
            "Preguntas y respuestas|Responder a lo que se pregunta antes de decidir.",
            "よくある質問|行動の前に生まれる疑問に答える。",
            "أسئلة وأجوبة|الإجابة عما يُسأل قبل اتخاذ القرار.",
            "שאלות ותשובות|לענות על מה ששואלים לפני שפועלים.",
        ],
        ["hours"] =
        [
            "Dates and times|Say when.",
            "Termine und Zeiten|Sagen, wann.",
            "Dates et horaires|Dire quand.",
            "Fechas y horarios|Decir cuándo.",
            "日程|いつ行われるかを伝える。",
            "المواعيد|توضيح المواعيد.",
            "מועדים|לומר מתי.",
        ],
        ["dates"] =
        [
            "Dates and times|Say when.",
            "Termine und Zeiten|Sagen, wann.",
            "Dates et horaires|Dire quand.",
            "Fechas y horarios|Decir cuándo.",
            "日程|いつ行われるかを伝える。",
            "المواعيد|توضيح المواعيد.",
            "מועדים|לומר מתי.",
        ],
        ["place"] =
        [
            "Place|Say where it is, with a way to the map.",
            "Anfahrt|Sagen, wo es ist, mit dem Weg zur Karte.",
            "Adresse|Dire où c’est, avec un lien vers la carte.",
            "Dónde estamos|Decir dónde está, con enlace al mapa.",
            "アクセス|場所と地図への案内を示す。",
            "الموقع|بيان المكان مع رابط الخريطة.",
            "מיקום|לומר איפה זה, עם קישור למפה.",
        ],
        ["team"] =
        [
            "Team|Show the people, as the owner names them.",
            "Team|Die Menschen zeigen, wie sie genannt sind.",
            "Équipe|Montrer les personnes, telles qu’elles sont nommées.",
            "Equipo|Mostrar a las personas tal como se las nombra.",
            "スタッフ|担当者を紹介する。",
            "الفريق|تقديم الأشخاص كما وردت أسماؤهم.",
            "הצוות|להציג את האנשים כפי שהם מוזכרים.",
        ],
        ["offer"] =
        [
            "Offer|One thing at one price, with its conditions.",
            "Angebot|Eine Sache zu einem Preis, mit ihren Bedingungen.",
            "Offre|Une chose à un prix, avec ses conditions.",
            "Oferta|Una cosa a un precio, con sus condiciones.",
            "特別価格|一つの商品を価格と条件つきで示す。",
            "عرض خاص|شيء واحد بسعر واحد مع شروطه.",
            "מבצע|דבר אחד במחיר אחד, עם התנאים.",
        ],
        ["contact"] =
        [
            "Form|Take the visitor’s request with as few fields as it needs.",
            "Formular|Die Anfrage mit möglichst wenigen Feldern annehmen.",
            "Formulaire|Recueillir la demande avec le moins de champs possible.",
            "Formulario|Recoger la solicitud con los campos justos.",
            "お申し込みフォーム|最小限の項目で受け付ける。",
            "النموذج|استقبال الطلب بأقل عدد من الحقول.",
            "טופס|לקבל את הפנייה במינימום שדות.",
        ],
        ["callout"] =
        [
            "Call to action|Ask once more, plainly.",
            "Aufforderung|Noch einmal klar bitten.",
            "Appel à l’action|Inviter une dernière fois, simplement.",
            "Llamada a la acción|Invitar una vez más, con claridad.",
            "ご案内|もう一度わかりやすくお誘いする。",
            "دعوة|تكرار الدعوة بوضوح.",
            "קריאה לפעולה|להזמין פעם נוספת, בפשטות.",
        ],
        ["thanks"] =
        [
            "Confirmation|Say that it worked and what happens next.",
            "Bestätigung|Sagen, dass es geklappt hat und wie es weitergeht.",
            "Confirmation|Dire que c’est fait et ce qui suit.",
            "Confirmación|Decir que todo ha ido bien y qué sigue.",
            "完了のお知らせ|受付完了と次の流れを伝える。",
            "تأكيد|إعلام الزائر بنجاح الخطوة وما يليها.",
            "אישור|לומר שזה הצליח ומה הלאה.",
        ],
        ["order"] =
        [
            "Checkout|Take the order with price and conditions in view.",
            "Kasse|Die Bestellung mit Preis und Bedingungen im Blick aufnehmen.",
            "Commande|Prendre la commande, prix et conditions en vue.",
            "Pago|Tomar el pedido con precio y condiciones a la vista.",
            "ご注文手続き|価格と条件を示して注文を受ける。",
            "إتمام الطلب|استلام الطلب مع إظهار السعر والشروط.",
            "קופה|לקבל את ההזמנה כשהמחיר והתנאים גלויים.",
        ],
        ["footer"] =
        [
            "Footer|Close with contact and the way back up.",
            "Fußzeile|Mit Kontakt und Navigation schließen.",
            "Pied de page|Conclure avec contact et navigation.",
            "Pie de página|Cerrar con contacto y navegación.",
            "フッター|連絡先と案内で締めくくる。",
            "تذييل|الختام بوسائل التواصل والتنقل.",
            "כותרת תחתונה|לסיים בפרטי קשר וניווט.",
        ],
        ["e-head"] =
        [
            "Head|Say who writes and what about: name, subject and preheader.",
            "Kopf|Sagen, wer worüber schreibt: Name, Betreff und Vorschauzeile.",
            "En-tête|Dire qui écrit et à quel sujet : nom, objet et aperçu.",
            "Encabezado|Decir quién escribe y sobre qué: nombre, asunto y texto previo.",
            "差出人と件名|誰が何について書くかを示す。",
            "رأس الرسالة|بيان المرسل والموضوع والنص التمهيدي.",
            "פתיח|לומר מי כותב ועל מה: שם, נושא ותקציר.",
        ],
        ["e-title"] =
        [
            "Title|Say in one line what it is about.",
            "Titel|In einer Zeile sagen, worum es geht.",
            "Titre|Dire en une ligne de quoi il s’agit.",
            "Título|Decir en una línea de qué se trata.",
            "見出し|何の話かを一行で伝える。",
            "العنوان|بيان الموضوع في سطر واحد.",
            "כותרת|לומר בשורה אחת במה מדובר.",
        ],
        ["e-text"] =
        [
            "Text|One message, one request.",
            "Text|Eine Nachricht, eine Bitte.",
            "Texte|Un message, une demande.",
            "Texto|Un mensaje, una petición.",
            "本文|一通に一つのお願い。",
            "النص|رسالة واحدة وطلب واحد.",
            "טקסט|הודעה אחת, בקשה אחת.",
        ],
        ["e-facts"] =
        [
            "Facts|Give the figures of the brief without decoration.",
            "Eckdaten|Die Angaben des Briefings ohne Ausschmückung nennen.",
            "Faits|Donner les chiffres du brief sans ornement.",
            "Datos|Dar los datos del encargo sin adornos.",
            "基本情報|依頼書にある事実をそのまま示す。",
            "حقائق|عرض المعطيات كما وردت دون مبالغة.",
            "עובדות|להציג את הנתונים מן התדריך כפי שהם.",
        ],
        ["e-quote"] =
        [
            "Quote|Let the person whom the brief quotes have their say.",
            "Zitat|Die Person, die das Briefing zitiert, zu Wort kommen lassen.",
            "Citation|Laisser la parole à la personne que le brief cite.",
            "Cita|Dar la palabra a la persona que cita el encargo.",
            "お客様の声|依頼書に引用された言葉をそのまま載せる。",
            "اقتباس|نقل كلام الشخص المذكور في الطلب حرفيًا.",
            "ציטוט|לתת לאדם שהתדריך מצטט לדבר.",
        ],
        ["e-list"] =
        [
            "Prices|Name the prices.",
            "Preise|Die Preise nennen.",
            "Tarifs|Donner les prix.",
            "Precios|Dar los precios.",
            "料金|料金を示す。",
            "الأسعار|ذكر الأسعار.",
            "מחירים|לציין את המחירים.",
        ],
        ["e-button"] =
        [
            "Button|The one thing to do.",
            "Schaltfläche|Der eine nächste Schritt.",
            "Bouton|La seule chose à faire.",
            "Botón|Lo único que hay que hacer.",
            "ボタン|次の一歩を一つだけ示す。",
            "الزر|الخطوة الوحيدة المطلوبة.",
            "כפתור|הצעד האחד שיש לעשות.",
        ],
        ["e-signoff"] =
        [
            "Sign-off|Close as a person does.",
            "Gruß|Schließen, wie ein Mensch schließt.",
            "Signature|Conclure comme le ferait une personne.",
            "Despedida|Cerrar como lo haría una persona.",
            "結び|人の言葉で締めくくる。",
            "الختام|الختام بأسلوب شخصي.",
            "חתימה|לסיים כפי שאדם מסיים.",
        ],
        ["e-footer"] =
        [
            "Footer|Say who sends it and why, and how to end it.",
            "Fußzeile|Sagen, wer schreibt und warum, und wie man sich abmeldet.",
            "Pied de page|Dire qui envoie, pourquoi, et comment se désinscrire.",
            "Pie|Decir quién lo envía y por qué, y cómo darse de baja.",
            "フッター|送信者と理由、配信停止の方法を示す。",
            "تذييل|بيان المرسل والسبب وطريقة إلغاء الاشتراك.",
            "שורות סיום|לומר מי שולח ולמה, ואיך להסיר את הכתובת.",
        ],
    };

    private static readonly Dictionary<string, string[]> Pages = new(StringComparer.Ordinal)
    {
        ["landing"] =
        [
            "Landing page",
            "Landingpage",
            "Page d’accueil",
            "Página principal",
            "トップページ",
            "الصفحة الرئيسية",
            "דף נחיתה",
        ],
        ["registration"] =
        [
            "Registration",
            "Anmeldung",
            "Inscription",
            "Inscripción",
            "お申し込み",
            "التسجيل",
            "הרשמה",
        ],
        ["sales"] =
        [
            "Sales page",
            "Verkaufsseite",
            "Page de vente",
            "Página de venta",
            "販売ページ",
            "صفحة البيع",
            "דף מכירה",
        ],
        ["confirmation"] =
        [
            "Confirmation",
            "Bestätigung",
            "Confirmation",
            "Confirmación",
            "お申し込み完了",
            "تأكيد",
            "אישור",
        ],
        ["watch"] = ["Watch", "Ansehen", "Voir la session", "Ver la sesión", "視聴ページ", "المشاهدة", "צפייה"],
        ["offer"] = ["Offer", "Angebot", "Offre", "Oferta", "ご提案", "العرض", "הצעה"],
        ["checkout"] = ["Checkout", "Kasse", "Commande", "Pago", "ご注文", "إتمام الطلب", "קופה"],
        ["thank-you"] = ["Thank you", "Danke", "Merci", "Gracias", "ありがとうございます", "شكرًا", "תודה"],
        ["email"] = ["E-mail", "E-Mail", "E-mail", "Correo", "メール", "رسالة", "דוא״ל"],
    };

    public static string PageTitle(string page, string language) => Pages[page][Index(language)];

    public static (string Name, string Purpose) Section(string kind, string language)
    {
        var parts = Sections[kind][Index(language)].Split('|', 2);
        return (parts[0], parts[1]);
    }

    // Languages without native copy get English names: the plan is for the owner, who reads the product's interface.
    private static int Index(string language) =>
        BriefLanguage.SupportedFor(language) is { } supported ? Array.IndexOf(Languages, supported) : 0;
}
