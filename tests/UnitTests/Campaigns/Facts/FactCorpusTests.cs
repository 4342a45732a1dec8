using AiWebBuilder.Infrastructure.Campaigns.Facts;
using AiWebBuilder.Quality.Facts;

namespace AiWebBuilder.UnitTests.Campaigns.Facts;

/// <summary>The parts of the corpus that the reader is built on; bounds a little below what was measured.</summary>
/// <param name="strict">More than this many facts of strict kinds stand in the part.</param>
/// <param name="lookAlikes">More than this many things that only look like facts stand in it.</param>
/// <param name="right">Per cent of the facts of strict kinds.</param>
[TestFixture("development", 450, 350, 91)]
[TestFixture("everyday", 500, 20, 80)]
[TestFixture("prices-and-wishes", 1100, 200, 93)]
[TestFixture("north-and-east", 700, 200, 78)]
[TestFixture("times-and-places", 400, 300, 83)]
internal sealed class FactCorpusTests(string part, int strict, int lookAlikes, int right)
{
    private readonly FactCount count = Counted(part);

    [Test]
    public void The_part_of_the_corpus_is_there()
    {
        count.Strict.ShouldBeGreaterThan(strict);
        count.LookAlikes.ShouldBeGreaterThan(lookAlikes);
    }

    [Test]
    public void Facts_of_strict_kinds_are_read_complete_and_exact() => count.StrictShare.ShouldBeGreaterThan(right);

    [Test]
    public void Telephone_numbers_prices_and_hours_say_nothing_wrong() => count.CostlyShare.ShouldBeLessThan(2.5);

    [Test]
    public void Facts_of_other_kinds_are_found() =>
        count.OthersFound.ShouldBeGreaterThanOrEqualTo((int)(count.Others * 0.92) - 1);

    [Test]
    public void What_only_looks_like_a_fact_is_not_taken_for_one() => count.LookAlikesShare.ShouldBeLessThan(2.5);

    private static FactCount Counted(string part)
    {
        var reader = new FactReader();
        var sum = new FactCount();
        foreach (var snippet in Corpus.Read(part))
        {
            sum.Add(snippet, FactCount.ReadingOf(snippet, reader, asked: true));
        }

        return sum;
    }
}
