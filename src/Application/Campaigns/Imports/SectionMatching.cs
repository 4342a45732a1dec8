using AiWebBuilder.Application.Campaigns.Contracts.Imports;
using AiWebBuilder.Application.Campaigns.Contracts.Imports.Updates;

namespace AiWebBuilder.Application.Campaigns.Imports;

/// <summary>Which section of a page that was read again is which of those that were read before.</summary>
internal static class SectionMatching
{
    /// <summary>
    /// Those that say the same, in the longest common order (as <c>diff</c> finds it); between two of them, those of the same kind in their order, which are
    /// taken for changed ones.
    /// </summary>
    /// <returns>By the order of <paramref name="now"/>: the index in <paramref name="before"/>; null: a new one.</returns>
    public static IReadOnlyList<int?> Match(IReadOnlyList<KnownSection> before, IReadOnlyList<ImportedSection> now)
    {
        var common = new int[before.Count + 1, now.Count + 1];
        for (var i = before.Count - 1; i >= 0; i--)
        {
            for (var j = now.Count - 1; j >= 0; j--)
            {
                common[i, j] = IsSame(i, j) ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }
        var found = new int?[now.Count];
        var (left, right) = (0, 0);
        while (left < before.Count || right < now.Count)
        {
            var (fromLeft, fromRight) = (left, right);
            while (left < before.Count && right < now.Count && !IsSame(left, right))
            {
                if (common[left + 1, right] >= common[left, right + 1])
                {
                    left++;
                }
                else
                {
                    right++;
                }
            }
            if (left == before.Count || right == now.Count)
            {
                Pair(fromLeft, before.Count, fromRight, now.Count);
                break;
            }
            Pair(fromLeft, left, fromRight, right);
            found[right++] = left++;
        }
        return found;

        bool IsSame(int i, int j) => before[i].Fingerprint == now[j].Fingerprint;

        void Pair(int fromLeft, int toLeft, int fromRight, int toRight)
        {
            for (var j = fromRight; j < toRight; j++)
            {
                for (var i = fromLeft; i < toLeft; i++)
                {
                    if (before[i].Kind == now[j].Kind)
                    {
                        found[j] = i;
                        fromLeft = i + 1;
                        break;
                    }
                }
            }
        }
    }
}
