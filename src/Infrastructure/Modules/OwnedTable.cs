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
