namespace AiWebBuilder.Domain.Campaigns.Facts;

/// <summary>What an owner can have stated; each kind has parts of its own.</summary>
public static class FactKinds
{
    public static IReadOnlyList<string> All { get; } =
    [
        "phone",
        "fax",
        "email",
        "address",
        "link",
        "social",
        "hours",
        "price",
        "offer",
        "date",
        "person",
        "deliverable",
        "colour",
        "registration",
        "capacity",
        "duration",
        "language",
        "place",
        "credential",
        "service",
        "product",
        "audience",
        "claim",
        "signOff",
        "tone",
        "mustNotSay",
        "instruction",
    ];

    private static readonly string[] ForUs =
    [
        "deliverable",
        "colour",
        "language",
        "signOff",
        "tone",
        "mustNotSay",
        "instruction",
    ];

    /// <summary>Whether it tells us what to make and how, and no visitor anything; a language that is spoken is told to visitors.</summary>
    public static bool IsForUs(Fact fact) =>
        ForUs.Contains(fact.Kind) && !(fact.Kind == "language" && (string?)fact.Value["role"] == "spoken");
}
