using AiWebBuilder.Domain.Campaigns.Planning.Mailing;

namespace AiWebBuilder.UnitTests.Campaigns.Planning;

/// <summary>What an e-mail is about, and what the brief says of it at once.</summary>
internal sealed class LetterTopicTests
{
    [TestCase(
        "three receipts everyone forgets: phone, home office, mileage",
        "three receipts everyone forgets",
        "phone, home office, mileage"
    )]
    [TestCase(
        "how much to set aside (25 to 30% of each invoice)",
        "how much to set aside",
        "25 to 30% of each invoice"
    )]
    [TestCase("Q&A: what it costs", "Q&A: what it costs", null)]
    [TestCase("how to (really) begin", "how to (really) begin", null)]
    [TestCase("what to bring", "what to bring", null)]
    public void Details_stand_behind_a_colon_or_in_brackets(string topic, string title, string? detail) =>
        LetterTopic.Of(topic).ShouldBe(new LetterTopic(title, detail));
}
