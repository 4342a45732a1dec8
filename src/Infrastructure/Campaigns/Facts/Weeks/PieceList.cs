using AiWebBuilder.Infrastructure.Campaigns.Facts.Opening.Parts;

namespace AiWebBuilder.Infrastructure.Campaigns.Facts.Weeks;

/// <summary>The pieces of a statement with what stands between them, and what it costs to put two of them into one clause.</summary>
internal sealed class PieceList
{
    private const int MostNames = 8;

    private readonly List<Piece> pieces = [];

    public PieceList(IEnumerable<HoursPart> parts)
    {
        var gap = Gap.None;
        foreach (var one in parts)
        {
            var part = one;
            if (part.Kind == PartKind.Sign)
            {
                gap = (Gap)Math.Max((int)gap, (int)Of(part));
            }
            else if (part.Kind is not (PartKind.Filler or PartKind.Words or PartKind.Only))
            {
                // The last of several days may belong to what follows: "closed Mondays, Tuesdays 9-12".
                if (part.Days?.Head is { } head)
                {
                    pieces.Add(new Piece(part with { Days = part.Days with { Names = head.Names } }, First(gap)));
                    gap = Gap.And;
                    part = part with { Days = part.Days with { Names = [.. part.Days.Names.Except(head.Names)] } };
                }

                pieces.Add(new Piece(part, First(part.IsAnd && gap < Gap.And ? Gap.And : gap)));
                gap = Gap.None;
            }
        }
    }

    public int Count => pieces.Count;

    public Piece this[int at] => pieces[at];

    private Gap First(Gap gap) => pieces.Count == 0 ? Gap.None : gap;

    private static Gap Of(HoursPart sign) =>
        sign.IsLine ? Gap.Line
        : sign.IsEnd
            ? sign.IsSemicolon ? Gap.Semicolon
                : Gap.Sentence
        : sign.IsComma ? Gap.Comma
        : sign.IsBracket ? Gap.Bracket
        : sign.IsAnd ? Gap.And
        : Gap.Sign;

    // Words for open and too, before what they belong to.
    public (int Start, bool Adds) Leads(int at)
    {
        var adds = false;
        var start = at;
        while (
            start < pieces.Count
            && pieces[start].Part.Kind is PartKind.Open or PartKind.Also
            && (start == at || pieces[start].Gap <= Gap.And)
        )
        {
            adds |= pieces[start].Part.Kind == PartKind.Also;
            start++;
        }

        return (start, adds);
    }

    // Without a sign before it, a clause begins with a word that begins one.
    public double Entry(int at) =>
        pieces[at].Gap switch
        {
            Gap.None or Gap.Sign => pieces[at].Part.Kind
                is PartKind.Open
                    or PartKind.Closed
                    or PartKind.Except
                    or PartKind.Also
                    or PartKind.Break
                    or PartKind.Appointment
                ? 0.4
                : 1.2,
            Gap.And => 0.5,
            Gap.Bracket => 0.2,
            _ => 0,
        };

    /// <summary>What stands between days and what is said of them.</summary>
    public double Inner(int at) =>
        at >= pieces.Count
            ? 0
            : pieces[at].Gap switch
            {
                Gap.None or Gap.Sign => 0,
                Gap.And => 1.2,
                Gap.Bracket => 0.3,
                Gap.Comma => 2,
                Gap.Line => 1.5,
                Gap.Semicolon => 5,
                _ => 8,
            };

    public IEnumerable<(IReadOnlyList<Piece> Names, int End, double Cost)> Names(int at)
    {
        List<Piece> names = [];
        var cost = 0.0;
        for (
            var end = at;
            end < pieces.Count && names.Count < MostNames && pieces[end].Part.Kind is PartKind.Days or PartKind.Date;
            end++
        )
        {
            cost += end == at ? 0 : Listed(names[^1].Part, pieces[end]);
            names.Add(pieces[end]);
            yield return ([.. names], end + 1, cost);
        }
    }

    private static double Listed(HoursPart before, Piece next) =>
        next.Gap switch
        {
            Gap.None or Gap.Sign => before.Kind == PartKind.Days && next.Part.Kind == PartKind.Days ? 0.5 : 0.1,
            Gap.And => 0.1,
            Gap.Comma => 0.6,
            Gap.Bracket => 1,
            Gap.Line => 2.5,
            _ => 5,
        };

    public bool IsTimes(int at, Gap most) =>
        at < pieces.Count && pieces[at].Part.Kind == PartKind.Times && pieces[at].Gap <= most;
}
