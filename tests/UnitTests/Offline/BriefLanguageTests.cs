using AiWebBuilder.Domain.Campaigns.Briefs;

namespace AiWebBuilder.UnitTests.Offline;

/// <summary>Briefs of a few words, as people type them first.</summary>
internal sealed class BriefLanguageTests
{
    [TestCase("Corner Bakery", null, "en")]
    [TestCase("A page", null, "en")]
    [TestCase("Nordwind", null, "en")]
    [TestCase("Smith & Sons", "Plumbing repair", "en")]
    [TestCase("Yoga by the river", "yoga studio", "en")]
    [TestCase("Café Müller", "We roast coffee for the whole town", "en")]
    [TestCase("Ledgerly", "Invoicing for freelancers in the EU, call +49 30 1234567", "en")]
    [TestCase("El Bosque", "Hiking guides for families who are new to the hills", "en")]
    [TestCase("Die Hard Fitness", "A gym that is open all night", "en")]
    [TestCase("Bäckerei Müller", null, "de")]
    [TestCase("Zahnarztpraxis Dr. Weber", null, "de")]
    [TestCase("Haarsalon Petra", "Neue Kunden", "de")]
    [TestCase("Blumen Krause", null, "de")]
    [TestCase("Autowerkstatt", "Schnelle Reparatur", "de")]
    [TestCase("Nordwind", "Fahrschule", "de")]
    [TestCase("Nordwind", "Tel. +49 30 1234567", "de")]
    [TestCase("Gasthaus zur Post", null, "de")]
    [TestCase("Website für Tischlerei", null, "de")]
    [TestCase("Yoga am Fluss", "Kurse für Anfänger", "de")]
    [TestCase("Boulangerie Martin", null, "fr")]
    [TestCase("Le Fournil", "Pain frais", "fr")]
    [TestCase("Atelier Dupont", "Menuiserie à Lyon", "fr")]
    [TestCase("Chez Paul", null, "fr")]
    [TestCase("Cabinet dentaire", "Prendre rendez-vous", "fr")]
    [TestCase("Librairie des Halles", null, "fr")]
    [TestCase("Garage Moreau", "Réparation de vélos", "fr")]
    [TestCase("Panadería López", null, "es")]
    [TestCase("Clínica dental Sonrisa", "Pedir cita", "es")]
    [TestCase("El Rincón", null, "es")]
    [TestCase("Peluquería Ana", null, "es")]
    [TestCase("Taller Ruiz", "Reparación de bicicletas", "es")]
    [TestCase("Yoga Sol", "Clases para niños", "es")]
    [TestCase("パン屋", null, "ja")]
    [TestCase("Cafe Sakura", "小さなカフェです", "ja")]
    [TestCase("山田歯科", "電話 +81 3 1234 5678", "ja")]
    [TestCase("مخبز الحي", null, "ar")]
    [TestCase("عيادة النور", "حجز موعد", "ar")]
    [TestCase("Nour Clinic", "عيادة أسنان للأطفال والعائلات", "ar")]
    [TestCase("מאפייה", null, "he")]
    [TestCase("חנות ספרים", "ספרים לילדים", "he")]
    [TestCase("Padaria Sol", "Pão fresco no bairro", "pt")]
    [TestCase("Panificio Rossi", "Il pane della città", "it")]
    [TestCase("Bakkerij Jansen", "Vers brood voor de buurt", "nl")]
    [TestCase("Bageri Lind", "Nybakat bröd och fika", "sv")]
    [TestCase("Piekarnia Kowalski", "Świeży chleb", "pl")]
    [TestCase("Pekárna Novák", "Čerstvý chléb", "cs")]
    [TestCase("Ekmek Fırını", "Her gün taze ekmek", "tr")]
    [TestCase("Leipomo Virtanen", null, "fi")]
    [TestCase("Пекарня Зоря", "Свіжий хліб щодня", "uk")]
    [TestCase("Пекарня Заря", "Свежий хлеб", "ru")]
    [TestCase("빵집", null, "ko")]
    [TestCase("बेकरी", "ताज़ी रोटी", "hi")]
    [TestCase("面包店", null, "zh")]
    [TestCase("نانوایی گل", null, "fa")]
    [TestCase("Αρτοποιείο", null, "el")]
    public void A_few_words_are_enough_to_tell_the_language(string name, string? description, string language) =>
        BriefLanguage.Of(Brief(name, description)).ShouldBe(language);

    [TestCase("Nordwind", "Bäckerei", "de")]
    [TestCase("Nordwind", "boulangerie", "fr")]
    [TestCase("Nordwind", "panadería", "es")]
    [TestCase("Nordwind", "歯医者さん", "ja")]
    [TestCase("Nordwind", "bakery", "en")]
    [TestCase("Bäckerei Nordwind", "bakery", "de")]
    [TestCase("Boulangerie du Port", "bakery", "fr")]
    public void The_business_type_tells_where_the_name_does_not(string name, string type, string language) =>
        BriefLanguage.Of(Brief(name, null) with { BusinessType = type }).ShouldBe(language);

    [TestCase("de", "Corner Bakery", "de")]
    [TestCase("en", "Bäckerei Müller", "en")]
    [TestCase("pt-BR", "Panadería López", "pt-BR")]
    [TestCase("he", "パン屋", "he")]
    public void A_language_that_is_asked_for_always_wins(string asked, string name, string language) =>
        BriefLanguage.Of(Brief(name, null) with { Language = asked }).ShouldBe(language);

    [TestCase("Wir reparieren Ihr Fahrrad noch am selben Tag, und Sie wissen den Preis.", "en", "de")]
    [TestCase("Wir reparieren Ihr Fahrrad noch am selben Tag, und Sie wissen den Preis.", "de-AT", null)]
    [TestCase("Kelas setengah hari. Kain, malam, pewarna. Makan siang. Daftar. Kelas anak.", "id", null)]
    [TestCase("Mill Wheels, Hebden Bridge", "ro", null)]
    [TestCase("Свежий хлеб каждое утро", "en", "ru")]
    public void Another_language_is_one_beyond_doubt(string text, string page, string? spoken) =>
        BriefLanguage.Another(text, page).ShouldBe(spoken);

    private static Brief Brief(string name, string? description) =>
        new(name, "landing_page", description, null, null, [], null, null);
}
