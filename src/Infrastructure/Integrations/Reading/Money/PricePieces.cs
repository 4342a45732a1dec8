using System.Text;
using AiWebBuilder.Infrastructure.Integrations.Reading.Styles;
using AngleSharp.Dom;

namespace AiWebBuilder.Infrastructure.Integrations.Reading.Money;

/// <param name="Role"><c>was</c>: what it cost before.</param>
internal sealed record PricePiece(string Text, string? Role);

/// <summary>Puts together what builders take apart to set it in different sizes: the sign, the whole, the cents, the unit.</summary>
internal static class PricePieces
{
    public static IReadOnlyList<PricePiece> Of(IElement element, SourceVisibility visibility)
    {
        List<(string Text, bool IsWas, bool IsCents)> found = [];
        Take(element, isWas: false, isCents: false, 0);
        List<PricePiece> pieces = [];
        var written = new StringBuilder();
        var was = false;
        foreach (var (text, isWas, isCents) in found)
        {
            var endsInDigit = written.Length > 0 && char.IsDigit(written[^1]);
            if (isCents && endsInDigit && text.Length == 2 && text.All(char.IsDigit))
            {
                written.Append('.').Append(text);
                continue;
            }
            if (written.Length > 0 && !endsInDigit && !written.ToString().Any(char.IsDigit) && char.IsDigit(text[0]))
            {
                written.Append(text);
                continue;
            }
            Close();
            was = isWas;
            written.Append(text);
        }
        Close();
        return pieces;

        void Close()
        {
            if (written.Length > 0)
            {
                pieces.Add(new PricePiece(written.ToString(), was ? "was" : null));
                written.Clear();
            }
        }

        void Take(INode node, bool isWas, bool isCents, int depth)
        {
            if (node is IText text)
            {
                if (SourceText.Plain(text.Data).Trim() is { Length: > 0 } plain)
                {
                    found.Add((plain, isWas, isCents));
                }
                return;
            }
            if (node is not IElement one || depth > 20 || visibility.Of(one) is Sight.Never or Sight.Copy)
            {
                return;
            }
            var crossed =
                isWas
                || one.LocalName is "s" or "del" or "strike"
                || (
                    one.IsCalled("was")
                    && !one.IsCalled("cents")
                    && one.ClassList.All(name =>
                        !name.Contains("before", StringComparison.Ordinal)
                        || name.Contains("original", StringComparison.Ordinal)
                    )
                    && one.LocalName is not ("div")
                );
            var cents = isCents || one.LocalName == "sup" || one.IsCalled("cents");
            foreach (var child in one.ChildNodes)
            {
                Take(child, crossed, cents, depth + 1);
            }
        }
    }
}
