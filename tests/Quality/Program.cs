using System.Diagnostics;
using System.Globalization;
using AiWebBuilder.Infrastructure.Campaigns.Facts;
using AiWebBuilder.Quality.Edits;
using AiWebBuilder.Quality.Facts;
using AiWebBuilder.Quality.Imports;
using AiWebBuilder.Quality.Pages;

// What the product makes of texts that it was not written for, in figures.
if (args is ["pages", ..])
{
    var options = args.Skip(1).ToList();
    var to = options.IndexOf("--to");
    var folder = to >= 0 ? options.ElementAtOrDefault(to + 1) : null;
    await PagesReport.PrintAsync(options.Where((_, index) => to < 0 || (index != to && index != to + 1)), folder);
    return 0;
}

if (args is [])
{
    await BriefsReport.PrintAsync();
    return 0;
}

if (args is ["edits", ..])
{
    var file = args.Skip(1).FirstOrDefault(argument => !argument.StartsWith("--", StringComparison.Ordinal));
    EditsReport.Print(file ?? EditCorpus.Development, args.Contains("--misses", StringComparer.Ordinal));
    return 0;
}

if (args is ["imports", ..])
{
    ImportsReport.Print(
        [.. args.Skip(1).Where(argument => !argument.StartsWith("--", StringComparison.Ordinal))],
        args.Contains("--misses", StringComparer.Ordinal),
        args.Contains("--ledger", StringComparer.Ordinal)
    );
    return 0;
}

if (args is not ["facts", ..])
{
    Console.Error.WriteLine(
        "usage: ./dev quality [facts [PART...] [--misses] | imports [PAGE...] [--misses] [--ledger] | pages BRIEF.json... [--to FOLDER]]"
    );
    return 2;
}

var reader = new FactReader();
List<(string Part, FactCount Sum, SortedDictionary<string, FactCount> Languages)> counts = [];

// Named parts alone: who writes rules does not measure what nobody reads.
var named = args.Skip(1).Where(argument => !argument.StartsWith("--", StringComparison.Ordinal)).ToList();
foreach (var part in Corpus.Parts.Where(part => named.Count == 0 || named.Contains(part, StringComparer.Ordinal)))
{
    FactCount sum = new(),
        untold = new();
    SortedDictionary<string, FactCount> languages = new(StringComparer.Ordinal);
    var watch = Stopwatch.StartNew();
    foreach (var snippet in Corpus.Read(part))
    {
        var reading = FactCount.ReadingOf(snippet, reader, asked: true);
        sum.Add(snippet, reading);
        languages.TryAdd(snippet.Tag, new FactCount());
        languages[snippet.Tag].Add(snippet, reading);
        untold.Add(snippet, FactCount.ReadingOf(snippet, reader, asked: false));
    }

    counts.Add((part, sum, languages));
    PrintTotals(part, sum);
    PrintTotals($"{part}, language not told", untold);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"({watch.ElapsedMilliseconds} ms)\n"));
    foreach (var miss in part != Corpus.HeldOut && args.Contains("--misses", StringComparer.Ordinal) ? sum.Misses : [])
    {
        Console.WriteLine(miss);
    }
    foreach (
        var miss in part != Corpus.HeldOut && args.Contains("--untold", StringComparer.Ordinal)
            ? untold.Misses.Except(sum.Misses)
            : []
    )
    {
        Console.WriteLine(miss);
    }
}

Console.WriteLine($"\n{"kind", -14}{string.Concat(counts.Select(one => $"{one.Part, -30}"))}");
foreach (var kind in counts.SelectMany(one => one.Sum.Kinds.Keys).Distinct().Order(StringComparer.Ordinal))
{
    Console.WriteLine($"{kind, -14}{string.Concat(counts.Select(one => $"{OfKind(one.Sum, kind), -30}"))}");
}

Console.WriteLine($"\n{"kind", -14}{"what differs", -20}{string.Concat(counts.Select(one => $"{one.Part, 20}"))}");
foreach (var (kind, member) in counts.SelectMany(one => one.Sum.Differences.Keys).Distinct().Order())
{
    Console.WriteLine(
        $"{kind, -14}{member, -20}{string.Concat(counts.Select(one => $"{one.Sum.Differences.GetValueOrDefault((kind, member)), 20}"))}"
    );
}

Console.WriteLine($"\n{"language", -14}{string.Concat(counts.Select(one => $"{one.Part, -30}"))}");
foreach (var language in counts.SelectMany(one => one.Languages.Keys).Distinct().Order(StringComparer.Ordinal))
{
    Console.WriteLine(
        $"{language, -14}{string.Concat(counts.Select(one => $"{OfLanguage(one.Languages, language), -30}"))}"
    );
}

return 0;

static void PrintTotals(string name, FactCount count) =>
    Console.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {name}
              strict kinds right               {count.StrictShare, 6:0.0} %   {count.StrictRight} of {count.Strict}, and {count.Extra} too many
              wrong phones, prices, hours      {count.CostlyShare, 6:0.0} %   {count.CostlyWrong} of {count.CostlyRead} read
              other kinds found                {count.OthersShare, 6:0.0} %   {count.OthersFound} of {count.Others}
              look-alikes taken for facts      {count.LookAlikesShare, 6:0.0} %   {count.LookAlikesTaken} of {count.LookAlikes}
            """
        )
    );

static string OfKind(FactCount count, string kind)
{
    var (stated, right, extra) = count.Kinds.GetValueOrDefault(kind);
    return string.Create(
        CultureInfo.InvariantCulture,
        $"{100.0 * right / Math.Max(1, stated), 5:0} % of {stated, 3}, +{extra}"
    );
}

static string OfLanguage(SortedDictionary<string, FactCount> languages, string language) =>
    languages.TryGetValue(language, out var count)
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{count.StrictShare, 5:0} % strict {count.OthersShare, 5:0} % other"
        )
        : "";
