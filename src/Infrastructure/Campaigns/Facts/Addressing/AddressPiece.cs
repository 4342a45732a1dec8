namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Addressing;

internal enum PieceKind
{
    /// <summary>With a house number, or where two streets meet.</summary>
    Street,

    /// <summary>A name and a number: a street where a postcode or place follows.</summary>
    Named,

    /// <summary>A street without a number.</summary>
    StreetName,
    PoBox,
    Unit,
    Building,
    District,
    Region,
    Place,
    Postcode,

    /// <summary>A remark in brackets.</summary>
    Note,
}

/// <summary>A piece of what may be an address.</summary>
/// <param name="End">The token after it.</param>
internal readonly record struct AddressPiece(PieceKind Kind, int Start, int End)
{
    /// <summary>Where its words begin, behind a label such as "zip".</summary>
    public int CoreStart { get; init; } = Start;

    /// <summary>Whether it can be no mere number: with a label or letters.</summary>
    public bool IsSure { get; init; }
}
