namespace AiWebBuilder.Infrastructure.Modules;

/// <summary>A part of a personal export (docs/decisions/0015).</summary>
/// <param name="Name">What the export calls it.</param>
/// <param name="OfPerson">The person's own, whichever account they act for; else the account's, for its owner.</param>
/// <param name="Rows">A condition in SQL: which rows are whose, beside row-level security; by an index.</param>
/// <param name="Without">Columns that stay here: secrets, hashes of them, what is computed from others, and names of machines.</param>
internal sealed record PersonalPart(string Name, bool OfPerson, string Rows, params string[] Without)
{
    /// <summary>SQL for a name and the bytes of each row that is a file: it goes out beside the rows.</summary>
    public (string Name, string Bytes)? Files { get; init; }

    /// <summary>Rows that say themselves which account they belong to.</summary>
    public static PersonalPart Account(string name, params string[] without) =>
        new(name, OfPerson: false, "user_id = app_tenant()", without);

    /// <summary>Rows that say themselves which person they belong to.</summary>
    public static PersonalPart Person(string name, params string[] without) =>
        new(name, OfPerson: true, "user_id = app_actor()", without);
}
