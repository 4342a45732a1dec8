namespace AiWebBuilder.Infrastructure.Modules;

/// <summary>What is done with the rows of a step.</summary>
internal enum ErasureAction
{
    /// <summary>They are deleted.</summary>
    Delete,

    /// <summary>They are deleted once nothing of the account is left: rows of other accounts that name the person.</summary>
    DeleteTraces,

    /// <summary>Some of their columns are, after all deletions, since those may write to a log.</summary>
    Anonymise,

    /// <summary>They stay.</summary>
    Keep,

    /// <summary>Only sums of them stay, in the receipt.</summary>
    KeepSums,

    /// <summary>They are deleted here, and somebody else keeps what they pointed to.</summary>
    KeptElsewhere,

    /// <summary>Its module sees to it by itself.</summary>
    Separate,
}

/// <summary>
/// One step of what becomes of a person's rows in a table when the person is erased (docs/decisions/0015). Conditions are SQL: in them
/// <c>$1</c> is the person, whose account has the same id, and <c>$2</c> their e-mail address in lower case. In a table that grows, an
/// index must find the rows. A row must no longer meet the condition once the step is done, which is how a step ends.
/// </summary>
/// <param name="Rows">Which rows, as a condition; of sums an expression that gives a JSON array.</param>
internal sealed record Erasure(ErasureAction Action, string Rows)
{
    /// <summary>Assignments, of rows that are anonymised.</summary>
    public string? Set { get; private init; }

    /// <summary>What the receipt calls what is kept; null: the table's name.</summary>
    public string? Name { get; private init; }

    /// <summary>Why it may be kept, with the law that says so; of a separate step how it is done.</summary>
    public string? Because { get; private init; }

    /// <summary>Rows that say themselves which account, or which person, they belong to.</summary>
    public static Erasure OfAccount { get; } = Delete("user_id = $1");

    public static Erasure Delete(string rows) => new(ErasureAction.Delete, rows);

    public static Erasure DeleteTraces(string rows) => new(ErasureAction.DeleteTraces, rows);

    public static Erasure Anonymise(string rows, string set) => new(ErasureAction.Anonymise, rows) { Set = set };

    public static Erasure Keep(string rows, string because) => new(ErasureAction.Keep, rows) { Because = because };

    /// <param name="name">What the receipt calls the sums.</param>
    /// <param name="sums">SQL for a JSON array. It is taken before anything is deleted.</param>
    public static Erasure KeepSums(string name, string sums, string because) =>
        new(ErasureAction.KeepSums, sums) { Name = name, Because = because };

    public static Erasure KeptElsewhere(string name, string because) =>
        new(ErasureAction.KeptElsewhere, "") { Name = name, Because = because };

    public static Erasure Separate(string how) => new(ErasureAction.Separate, "") { Because = how };
}
