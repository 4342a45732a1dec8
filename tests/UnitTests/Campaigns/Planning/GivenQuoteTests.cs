using AiWebBuilder.Domain.Campaigns.Planning;

namespace AiWebBuilder.UnitTests.Campaigns.Planning;

/// <summary>What somebody is quoted with in a brief.</summary>
internal sealed class GivenQuoteTests
{
    [TestCase("“It ran like new.” – Ann Kent, postwoman.", "It ran like new.", "Ann Kent", "postwoman")]
    [TestCase("\"It ran like new\" - Dr. Ann Kent", "It ran like new", "Dr. Ann Kent", null)]
    [TestCase("„Der erste Abend ohne Telefon“ — Jens B.", "Der erste Abend ohne Telefon", "Jens B.", null)]
    [TestCase("»Der erste Abend ohne Telefon« – Jens", "Der erste Abend ohne Telefon", "Jens", null)]
    [TestCase(
        "« Le premier soir sans téléphone » – Inès Roy, Nantes",
        "Le premier soir sans téléphone",
        "Inès Roy",
        "Nantes"
    )]
    [TestCase("”Första kvällen utan telefon” – Åsa Ek", "Första kvällen utan telefon", "Åsa Ek", null)]
    [TestCase(
        "«فرش مادربزرگ دوباره زنده شد.» – مریم رضایی، شیراز",
        "فرش مادربزرگ دوباره زنده شد.",
        "مریم رضایی",
        "شیراز"
    )]
    [TestCase(
        "「土に触れて気持ちが落ち着きました。」―佐藤 花子",
        "土に触れて気持ちが落ち着きました。",
        "佐藤 花子",
        null
    )]
    public void Words_in_marks_a_dash_and_a_name(string text, string words, string name, string? role) =>
        GivenQuote.Of(text).ShouldBe(new GivenQuote(words, name, role));

    [TestCase("“Mended in a day” is our promise.")]
    [TestCase("“A first course in throwing” – Beginners meet on Mondays")]
    [TestCase("“A first course in throwing” – beginners meet on Mondays")]
    [TestCase("“Short” – Ann Kent")]
    [TestCase("It ran like new, says Ann Kent.")]
    [TestCase("«أول درس في الخزف» – أفضل هدية تقدمها لمن تحب في العيد")]
    public void Anything_else_quotes_nobody(string text) => GivenQuote.Of(text).ShouldBeNull();

    [Test]
    public void Several_stand_in_a_text() =>
        GivenQuote
            .AllIn("“It ran like new.” – Ann Kent, postwoman. And: “The bench smells of oil.” – Tom Hale\nOpen daily.")
            .Select(quote => quote.Name)
            .ShouldBe(["Ann Kent", "Tom Hale"]);
}
