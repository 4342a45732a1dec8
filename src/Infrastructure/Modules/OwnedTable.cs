namespace AiWebBuilder.Infrastructure.Modules;

/// <summary>A table of the module that names it, with what becomes of its rows.</summary>
/// <param name="Exported">The parts of a personal export that come from it; none where <see cref="NotExported"/> says why.</param>
internal sealed record OwnedTable(string Name, params PersonalPart[] Exported)
{
    /// <summary>Why a personal export holds nothing of it.</summary>
    public string? NotExported { get; init; }

    /// <summary>What becomes of a person's rows when the person is erased; none where <see cref="NotErased"/> says why.</summary>
    public IReadOnlyList<Erasure> Erased { get; init; } = [];

    /// <summary>Why an erasure leaves it alone.</summary>
    public string? NotErased { get; init; }

    /// <summary>A condition in SQL: rows that have served their time, which are deleted once an hour.</summary>
    public string? Expired { get; init; }

    /// <summary>A table whose rows say themselves which account they belong to: exported as <paramref name="part"/>, and erased.</summary>
    public static OwnedTable OfAccount(string name, string part, params string[] without) =>
        new(name, PersonalPart.Account(part, without)) { Erased = [Erasure.OfAccount] };

    /// <summary>A table that says nothing about anybody.</summary>
    public static OwnedTable NotPersonal(string name, string because) =>
        new(name) { NotExported = because, NotErased = because };
}

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
