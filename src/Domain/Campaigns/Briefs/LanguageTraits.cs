namespace AiWebBuilder.Domain.Campaigns.Briefs;

/// <summary>What languages in Latin letters are known by, for briefs that are a few words long.</summary>
internal static class LanguageTraits
{
    /// <summary>
    /// Function words, and the words that short briefs are made of: trades, customers, what visitors should do. Words that look
    /// like common English ones and mean something else ("die", "man", "war") are left out or stand under English too.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Words { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["en"] =
                "the and of for a to with who that is your on from in at by our we are an or be it as this you their near new free "
                + "first book call order buy get join shop small family home fresh local page website customers visitors bakery baker "
                + "dentist plumber plumbing bookshop hairdresser florist lawyer repair cleaning class lessons appointment table town city",
            ["de"] =
                "der die das und für mit ein eine einen einem einer nicht von zu zum zur im am auf wir ihr ihre unser unsere sie ist sind "
                + "bei aus nach über oder auch den dem des in alle neue neuer neues kleine kleiner ab uhr kunden gäste termin termine "
                + "buchen anrufen anfragen bestellen kaufen anmelden reservieren vereinbaren bäcker bäckerei friseur zahnarzt "
                + "zahnarztpraxis praxis klempner handwerker werkstatt metzgerei gasthaus buchhandlung buchladen blumen laden gärtner "
                + "tischler tischlerei schreinerei maler malermeister steuerberater anwalt kanzlei fahrschule reinigung ferienwohnung "
                + "hausarzt physiotherapie kosmetik schule kinder familie stadt heizung fahrrad fahrräder seite webseite eröffnung beratung "
                + "rückruf schnell schnelle reparatur reparieren brot frisch morgen täglich kurs kurse hochzeit fotograf musikschule neu frühstück eis kaffee küche",
            ["fr"] =
                "le la les des et pour une un dans avec du de sur vous nous votre notre nos vos au aux en est sont chez par ce qui que ou "
                + "à où près nouveau nouvelle petit petite depuis clients rendez-vous réserver appeler acheter commander demander prendre "
                + "boulanger boulangerie pâtisserie coiffeur coiffure dentiste plombier plomberie librairie libraire fleuriste boucherie "
                + "cabinet avocat artisan menuisier menuiserie garagiste serrurier électricien épicerie fromagerie école enfants famille "
                + "ville quartier maison cours gratuit devis pain frais ouverture traiteur médecin vélo vélos mariage photographe cuisine",
            ["es"] =
                "el la los las y para una un con del de en por que su sus al es son tu nuestro nuestra nuestros más cerca desde nueva "
                + "nuevo pequeña pequeño o clientes cita reservar llamar comprar pedir solicitar panadería pastelería peluquería dentista "
                + "fontanero fontanería librería floristería carnicería clínica abogado abogados taller tienda frutería gestoría escuela "
                + "niños familia familias ciudad barrio casa curso cursos gratis pan fresco apertura médico bicicletas boda bodas fotógrafo "
                + "cocina jardinero academia veterinaria mesa presupuesto",
            ["pt"] =
                "o os as um uma e para com do da dos das de em no na nos nas por que seu sua ao à é são nosso nossa nossos mais perto "
                + "desde nova novo pequena pequeno ou clientes consulta marcar agendar ligar comprar pedir encomendar padaria pastelaria "
                + "cabeleireiro dentista encanador canalizador livraria florista talho clínica advogado oficina loja escola crianças família "
                + "famílias cidade bairro casa curso cursos grátis pão fresco abertura bicicletas casamento cozinha você orçamento",
            ["it"] =
                "il lo la i gli le e di del della dei delle dello per con una un uno in nel nella al alla da dal che è sono vostro nostra "
                + "nostro vicino nuova nuovo piccola piccolo o clienti appuntamento prenotare chiamare comprare ordinare panificio panetteria "
                + "pasticceria parrucchiere dentista idraulico libreria fioraio macelleria studio avvocato officina negozio scuola bambini "
                + "famiglia famiglie città quartiere casa corso corsi gratis pane fresco apertura biciclette matrimonio cucina preventivo",
            ["nl"] =
                "de het een en van voor met op in bij naar uit is zijn wij we uw onze ons je jouw niet ook nieuwe kleine aan om te klanten "
                + "afspraak boeken bellen kopen bestellen bakkerij bakker kapper tandarts loodgieter boekhandel bloemist slagerij advocaat "
                + "werkplaats winkel kinderen gezin stad huis cursus gratis brood vers opening fiets fietsen bruiloft keuken offerte",
            ["sv"] =
                "och för med av till som är en ett den det vi du din våra vår på i från eller inte hos nya ny små liten kunder boka ring "
                + "köpa beställa bageri frisör tandläkare rörmokare bokhandel blomsterhandel advokat verkstad butik barn familj stad hem "
                + "kurs gratis bröd färskt cyklar bröllop kök offert salong",
            ["da"] =
                "og for med af til som er en et den det vi du din vores på i fra eller ikke hos nye ny små lille kunder book ring køb "
                + "bestil bageri bager frisør tandlæge blikkenslager boghandel blomster advokat værksted butik børn familie by hjem kursus "
                + "gratis brød frisk cykler bryllup køkken tilbud",
            ["no"] =
                "og for med av til som er en et den det vi du din våre vår på i fra eller ikke hos nye ny små liten kunder bestill ring "
                + "kjøp bakeri baker frisør tannlege rørlegger bokhandel blomster advokat verksted butikk barn familie by hjem kurs gratis "
                + "brød fersk sykler bryllup kjøkken tilbud",
            ["fi"] =
                "ja on että sekä tai kanssa meidän teidän sinun uusi pieni varaa osta tilaa soita leipomo kampaamo hammaslääkäri "
                + "kirjakauppa kukkakauppa verstas kauppa lapset perhe kaupunki koti kurssi ilmainen tuore leipä ei",
            ["pl"] =
                "i w z na do dla się jest są oraz od po ze nie nasz nasza nasze twój lub przy nowa nowy nowe mała mały klienci klientów umów "
                + "zadzwoń kup zamów zarezerwuj rezerwacja piekarnia cukiernia fryzjer dentysta stomatolog gabinet hydraulik księgarnia "
                + "kwiaciarnia adwokat warsztat sklep dzieci rodzina miasto dom kurs chleb świeży rowery wesele kuchnia wizyta wizytę wycena",
            ["cs"] =
                "a v z na do pro se je jsou s k o u nebo od nový nová malá malý zákazníci objednat zavolat koupit rezervovat pekárna "
                + "cukrárna kadeřnictví zubař instalatér knihkupectví květinářství advokát dílna obchod děti rodina město dům kurz chléb "
                + "čerstvý kola svatba kuchyně",
            ["tr"] =
                "ve bir için ile bu da de en olan olarak veya yeni küçük müşteriler randevu alın ara arayın satın sipariş fırın fırını "
                + "pastane kuaför diş hekimi tesisatçı kitabevi kitapçı çiçekçi avukat atölye dükkan dükkanı çocuk aile şehir ev kurs ücretsiz "
                + "ekmek taze bisiklet düğün mutfak klinik kliniği",
            ["ro"] =
                "și de la pentru cu în din o un este sunt pe nostru noastră sau nou nouă mic mică clienți programare programează sună cumpără "
                + "comandă brutărie patiserie coafor dentist stomatolog instalator librărie florărie avocat atelier magazin copii familie oraș "
                + "casă curs gratuit pâine proaspătă biciclete nuntă bucătărie",
            ["hu"] =
                "és a az egy hogy nem van vagy is mi új kis ügyfelek időpont foglaljon hívjon vásárlás rendelés pékség cukrászda fodrász "
                + "fogorvos vízvezeték könyvesbolt virágüzlet ügyvéd műhely bolt gyerekek család város otthon tanfolyam ingyenes kenyér friss "
                + "kerékpár esküvő konyha",
            ["ca"] =
                "i el la els les de del dels amb per una un en al és són que nostre nostra nou nova petita prop des clients reservar trucar "
                + "forn fleca perruqueria dentista llibreria botiga taller nens família ciutat barri casa curs pa",
            ["vi"] =
                "và của cho với các một là tại những không được có chúng tôi bạn cửa hàng tiệm bánh nha khoa đặt lịch",
            ["id"] =
                "yang dan di untuk dengan dari ke kami anda ini itu adalah pada atau toko roti klinik gigi pesan hubungi beli baru keluarga",
        };

    /// <summary>Letters beyond a to z, by the languages that write with them.</summary>
    public static IReadOnlyDictionary<string, string> Letters { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["de"] = "ß ä ö ü",
            ["fr"] = "é è ê à ç ù û ô î ï ë œ â",
            ["es"] = "ñ ¿ ¡ á é í ó ú",
            ["pt"] = "ã õ ç á é í ó ú â ê ô à",
            ["it"] = "à è ì ò ù é",
            ["nl"] = "ë ï",
            ["sv"] = "å ä ö",
            ["da"] = "å æ ø",
            ["no"] = "å æ ø",
            ["fi"] = "ä ö",
            ["pl"] = "ą ć ę ł ń ó ś ź ż",
            ["cs"] = "á č ď é ě í ň ř š ť ú ů ý ž",
            ["tr"] = "ç ğ ı ö ş ü",
            ["ro"] = "ă â î ș ț",
            ["hu"] = "á é í ó ö ő ú ü ű",
            ["ca"] = "à è é í ï ò ó ú ç ·",
            ["vi"] = "đ ơ ư ạ ả ấ ầ ậ ắ ế ề ệ ị ọ ộ ớ ờ ợ ụ ủ ứ ừ ữ",
        };

    /// <summary>Endings of longer words.</summary>
    public static IReadOnlyList<(string Ending, string Language)> Endings { get; } =
    [
        ("erei", "de"),
        ("ung", "de"),
        ("ungen", "de"),
        ("keit", "de"),
        ("schaft", "de"),
        ("haus", "de"),
        ("straße", "de"),
        ("meister", "de"),
        ("praxis", "de"),
        ("erie", "fr"),
        ("ción", "es"),
        ("ciones", "es"),
        ("ería", "es"),
        ("ção", "pt"),
        ("ções", "pt"),
        ("zione", "it"),
        ("ing", "en"),
    ];

    /// <summary>Where phone numbers, addresses and sums point: weak, since a business may sell abroad.</summary>
    public static IReadOnlyList<(string Text, string Language)> Hints { get; } =
    [
        ("+49", "de"),
        ("+43", "de"),
        (".de", "de"),
        (".at", "de"),
        ("+33", "fr"),
        (".fr", "fr"),
        ("+34", "es"),
        ("+52", "es"),
        (".es", "es"),
        ("+351", "pt"),
        ("+55", "pt"),
        (".pt", "pt"),
        ("R$", "pt"),
        ("+39", "it"),
        (".it", "it"),
        ("+31", "nl"),
        (".nl", "nl"),
        ("+46", "sv"),
        (".se", "sv"),
        ("+45", "da"),
        (".dk", "da"),
        ("+47", "no"),
        ("+48", "pl"),
        (".pl", "pl"),
        ("zł", "pl"),
        ("+420", "cs"),
        ("Kč", "cs"),
        ("+90", "tr"),
        ("₺", "tr"),
        ("+44", "en"),
        (".uk", "en"),
        ("£", "en"),
    ];
}
