using AiWebBuilder.Infrastructure.Campaigns.Facts;
using AiWebBuilder.Quality.Facts;

namespace AiWebBuilder.UnitTests.Campaigns.Facts;

/// <summary>The half of the corpus that the reader is built on; bounds a little below what was measured.</summary>
internal sealed class FactCorpusTests
{
    private static readonly FactCount Count = Counted();

    [Test]
    public void The_half_of_the_corpus_is_there()
    {
        Count.Strict.ShouldBeGreaterThan(450);
        Count.LookAlikes.ShouldBeGreaterThan(350);
    }

    [Test]
    public void Facts_of_strict_kinds_are_read_complete_and_exact() => Count.StrictShare.ShouldBeGreaterThan(88);

    [Test]
    public void Telephone_numbers_prices_and_hours_say_nothing_wrong() => Count.CostlyShare.ShouldBeLessThan(2);

    [Test]
    public void Facts_of_other_kinds_are_found() => Count.OthersShare.ShouldBeGreaterThan(90);

    [Test]
    public void What_only_looks_like_a_fact_is_not_taken_for_one() => Count.LookAlikesShare.ShouldBeLessThan(2.5);

    private static FactCount Counted()
    {
        var reader = new FactReader();
        var count = new FactCount();
        foreach (var snippet in Corpus.Read("development"))
        {
            count.Add(snippet, FactCount.ReadingOf(snippet, reader, asked: true));
        }

        return count;
    }
}
