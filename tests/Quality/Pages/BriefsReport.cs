using System.Globalization;

namespace AiWebBuilder.Quality.Pages;

/// <summary>What becomes of the facts of the briefs in <c>Briefs</c>, which people have written down beside them.</summary>
internal static class BriefsReport
{
    public static async Task PrintAsync()
    {
        List<BriefMeasure> all = [];
        Console.WriteLine($"{"brief", -22}{"placed", 8}{"dropped", 9}{"wrong", 7}{"pages", 8}{"frames", 9}");
        foreach (var name in BriefMeasure.Names)
        {
            var one = await BriefMeasure.OfAsync(name);
            all.Add(one);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name, -22}{one.Placed.Count, 8}{one.Dropped.Count, 9}{one.Wrong.Count, 7}{$"{one.Made}/{one.Asked}", 8}{Share(one.LettersOfFrames, one.Letters), 7:0} %"
                )
            );
            Print("dropped", one.Dropped.Select(fact => $"{fact.Kind}: {fact.Wanted}"));
            Print("wrong", one.Wrong);
            Print("label without a letter", one.EmptyLabels);
            Print("head without", one.MissingHead);
            Print("failed", one.Failed);
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""

                {all.Count} briefs
                  phones, prices, times, addresses placed   {PlacedShare(all, isStrict: true), 6:0.0} %
                  other facts placed                        {PlacedShare(all, isStrict: false), 6:0.0} %
                  wrong                                     {all.Sum(one => one.Wrong.Count), 6}
                  pages and e-mails that were asked for     {Share(
                    all.Sum(one => one.Made),
                    all.Sum(one => one.Asked)
                ), 6:0.0} %
                  sentences that are not the owner's        {Share(
                    all.Sum(one => one.LettersOfFrames),
                    all.Sum(one => one.Letters)
                ), 6:0.0} % of the letters
                  labels without letters                    {all.Sum(one => one.EmptyLabels.Count), 6}
                  pairs with the same drawing               {SameArt(all), 6}
                  missing in heads                          {all.Sum(one => one.MissingHead.Count), 6}
                """
            )
        );
    }

    /// <param name="isStrict">Of <see cref="BriefMeasure.Strict"/>, else of the others.</param>
    /// <returns>In per cent.</returns>
    public static double PlacedShare(IReadOnlyCollection<BriefMeasure> all, bool isStrict)
    {
        var placed = all.Sum(one => Count(one.Placed));
        return Share(placed, placed + all.Sum(one => Count(one.Dropped)));

        int Count(IEnumerable<(string Kind, string Wanted)> facts) =>
            facts.Count(fact => BriefMeasure.Strict.Contains(fact.Kind) == isStrict);
    }

    private static int SameArt(IEnumerable<BriefMeasure> all) =>
        all.Where(one => one.Art.Length > 0).GroupBy(one => one.Art).Sum(group => group.Count() - 1);

    private static double Share(int part, int whole) => whole == 0 ? 100 : 100.0 * part / whole;

    private static void Print(string what, IEnumerable<string> items)
    {
        foreach (var item in items)
        {
            Console.WriteLine($"    {what}: {item}");
        }
    }
}
