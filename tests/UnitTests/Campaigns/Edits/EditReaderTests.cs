using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Edits;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Infrastructure.AiUsage.Offline.Frames;
using AiWebBuilder.Infrastructure.Campaigns.Blocks;
using AiWebBuilder.Infrastructure.Campaigns.Edits;
using AiWebBuilder.Infrastructure.Campaigns.Facts;

namespace AiWebBuilder.UnitTests.Campaigns.Edits;

/// <summary>What is asked for is done as a whole, or said not to be done.</summary>
internal sealed class EditReaderTests
{
    private static readonly EditReader Reader = new(new FactReader(), new BlockCatalogue(), new OfflineFrames());

    [TestCase("10% off all prices", "54", "36")]
    [TestCase("put prices up by 5 euros", "65", "45")]
    [TestCase("Bitte alle Preise um 10 Prozent senken", "54", "36")]
    [TestCase("tüm fiyatlara yüzde 10 zam yap", "66", "44")]
    [TestCase("suba todos los precios 5 €", "65", "45")]
    public void All_prices_rise_and_fall(string instruction, string first, string second) =>
        Read(instruction).Operations.Select(one => one.After!["amount"]!.ToString()).ShouldBe([first, second]);

    [Test]
    public void One_price_rises_by_a_percentage()
    {
        var operation = Read("raise the massage by 10 %").Operations.ShouldHaveSingleItem();
        operation.After!["amount"]!.ToString().ShouldBe("66");
    }

    [TestCase("change the massage to 65 euros and polish the frobnicator", "frobnicator")]
    [TestCase("Massage kostet jetzt 65 € mit Zwetschgenknödel", "Zwetschgenknödel")]
    public void A_word_that_nothing_accounts_for_is_asked_about(string instruction, string word)
    {
        var reading = Read(instruction);
        reading.Operations.ShouldBeEmpty();
        reading.Question.ShouldNotBeNull().ShouldContain(word);
    }

    [Test]
    public void A_word_of_the_pages_is_no_other_one_mistyped() =>
        // "class" is no "classy".
        Read("make the trial class better").Question.ShouldNotBeNull();

    [Test]
    public void A_date_is_added_with_its_title()
    {
        var reading = Read("add a date: 4 April 2027, Summer class");
        reading.Operations[0].After!["value"]!["date"]!.ToString().ShouldBe("2027-04-04");
        reading.Operations[1].After!["title"]!.ToString().ShouldBe("Summer class");
    }

    [Test]
    public void A_date_moves_and_one_is_removed()
    {
        Read("the trial class is on 21 March 2027 now").Operations.ShouldHaveSingleItem().After!["date"]!
            .ToString()
            .ShouldBe("2027-03-21");
        var reading = Read("remove the date 14 March 2027");
        reading.Question.ShouldBeNull();
        reading.Reason.ShouldBeNull();
        var removed = reading.Operations.ShouldHaveSingleItem();
        removed.Path.ShouldBe("/props/items/@d1");
        removed.After.ShouldBeNull();
    }

    [TestCase("bigger letters please", "large")]
    [TestCase("Schrift etwas kleiner", "small")]
    public void Letters_have_a_size(string instruction, string size)
    {
        var operation = Read(instruction).Operations.ShouldHaveSingleItem();
        operation.Path.ShouldBe("/theme/textSize");
        operation.After!.ToString().ShouldBe(size);
    }

    [Test]
    public void What_has_no_room_is_refused_in_the_language_of_the_instruction() =>
        Read($"Überschrift: {new string('w', 200)}").Reason.ShouldNotBeNull().ShouldStartWith("Nicht geändert");

    [TestCase("Heading: Spots gone by Friday")]
    public void A_promise_needs_a_fact(string instruction)
    {
        var reading = Read(instruction);
        reading.Operations.ShouldBeEmpty();
        reading.Question.ShouldNotBeNull();
    }

    [TestCase("add that we have free parking", "We have free parking.")]
    [TestCase("Schreib dazu, dass wir eine Versicherung haben", "Wir haben eine Versicherung.")]
    [TestCase("añade que tenemos seguro", "Tenemos seguro.")]
    public void What_the_owner_states_becomes_a_fact_and_stands_once(string instruction, string sentence)
    {
        var reading = Read(instruction);
        reading.Operations.Select(one => one.Path).ShouldBe(["/facts/-", "/props/lead"]);
        reading.Operations[0].After!["kind"]!.ToString().ShouldBe("claim");
        reading.Operations[1].After!.ToString().ShouldBe($"Open late. {sentence}");
    }

    [Test]
    public void A_sentence_that_nobody_can_put_in_order_is_asked_for() =>
        Read("Schreib dazu, dass uns alle mögen").Question.ShouldNotBeNull();

    [TestCase("make the background black and also keep it white like it is")]
    [TestCase("Hintergrund schwarz machen, aber lass den Hintergrund weiß")]
    public void What_also_stays_does_not_change(string instruction) => Read(instruction).Question.ShouldNotBeNull();

    [Test]
    public void A_heading_loses_the_phrase_at_its_end() =>
        Read("shorter heading").Operations.ShouldHaveSingleItem().After!.ToString().ShouldBe("Massage");

    [TestCase("the massage is fifty five euros now", "55")]
    [TestCase("make the massage a fiver", "5")]
    public void Amounts_are_read_in_words(string instruction, string amount) =>
        Read(instruction).Operations.ShouldHaveSingleItem().After!["amount"]!.ToString().ShouldBe(amount);

    [Test]
    public void A_price_begins_at_an_amount()
    {
        var operation = Read("""put "from" before the massage""").Operations.ShouldHaveSingleItem();
        operation.After!["qualifier"]!.ToString().ShouldBe("from");
    }

    [TestCase("make the page in German", "Deutsch")]
    [TestCase("Seite bitte auf Französisch", "français")]
    public void The_words_of_the_owner_are_not_translated(string instruction, string language)
    {
        var reading = Read(instruction);
        reading.Operations.ShouldBeEmpty();
        reading.Question.ShouldNotBeNull().ShouldContain(language);
    }

    [Test]
    public void Labels_and_frames_are_there_in_another_language()
    {
        var operations = Read("only the labels in German").Operations;
        operations[0].Path.ShouldBe("/theme/language");
        operations[0].After!.ToString().ShouldBe("de");
        operations.ShouldContain(one => one.Path == "/props/heading" && one.After!.ToString() == "Preise");
        operations.ShouldNotContain(one => one.Path == "/props/lead");
    }

    [Test]
    public void A_colour_has_the_code_that_looks_have()
    {
        var operation = Read("make the buttons burgundy").Operations.First(one => one.Path == "/theme/primary");
        operation.After!.ToString().ShouldBe("#6D1A2D");
    }

    private static EditReading Read(string instruction) => Read(instruction, Standing);

    private static EditReading Read(string instruction, Standing standing) => Reader.Read(instruction, standing);

    private static Standing Standing =>
        new(
            "en-GB",
            "GB",
            [
                Section("hero", """{"heading":"Massage in Leeds","lead":"Open late."}"""),
                Section(
                    "price-list",
                    """
                    {"heading":"Prices","groups":[{"id":"g","items":[
                      {"id":"p1","title":"Massage","price":"price-1"},{"id":"p2","title":"Facial","price":"price-2"}]}]}
                    """
                ),
                Section(
                    "dates",
                    """
                    {"heading":"Dates","items":[
                      {"id":"d1","title":"Trial class","when":"date-1"},{"id":"d2","title":"Evening talk","when":"date-2"}]}
                    """
                ),
            ],
            [
                new(
                    "price-1",
                    "price",
                    Json("""{"amount":"60","currency":"EUR"}"""),
                    "Massage 60 €",
                    FactSources.Brief
                ),
                new("price-2", "price", Json("""{"amount":"40","currency":"EUR"}"""), "Facial 40 €", FactSources.Brief),
                new("date-1", "date", Json("""{"date":"2027-03-14"}"""), "14 March 2027", FactSources.Brief),
                new("date-2", "date", Json("""{"date":"2027-05-02"}"""), "2 May 2027", FactSources.Brief),
            ],
            Json(
                """{"style":"editorial","primary":"#2563EB","background":"#FFFFFF","textSize":"normal","language":"en-GB","surface":null,"text":null,"mutedText":null,"border":null,"onPrimary":null,"highlight":null,"onHighlight":null,"accent":null,"decoration":null}"""
            )
        );

    private static StandingComponent Section(string kind, string props) =>
        new(Guid.CreateVersion7(), "index", kind, "landing_page", kind, Json(props), IsLocked: false);

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();
}
