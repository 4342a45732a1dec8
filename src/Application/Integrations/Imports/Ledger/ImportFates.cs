namespace AiWebBuilder.Application.Integrations.Imports.Ledger;

/// <summary>What becomes of an element.</summary>
public static class ImportFates
{
    /// <summary>It stands in the campaign as it stood in the source.</summary>
    public const string Carried = "carried";

    /// <summary>It stands there in another form.</summary>
    public const string Approximated = "approximated";

    /// <summary>Something else does its work, or it is a copy of what stands there already.</summary>
    public const string Replaced = "replaced";

    /// <summary>It is not there, and the reason says why.</summary>
    public const string Lost = "lost";

    public static IReadOnlyList<string> All { get; } = [Carried, Approximated, Replaced, Lost];
}
