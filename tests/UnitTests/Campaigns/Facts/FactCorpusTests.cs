using AiWebBuilder.Infrastructure.Campaigns.Facts;
using AiWebBuilder.Quality.Facts;

namespace AiWebBuilder.UnitTests.Campaigns.Facts;

/// <summary>The half of the corpus that the reader is built on; bounds a little below what was measured.</summary>
internal sealed class FactCorpusTests
{
    private static readonly FactCount Count = Counted("development");

    [Test]
    public void The_half_of_the_corpus_is_there()
    {
        Count.Strict.ShouldBeGreaterThan(450);
        Count.LookAlikes.ShouldBeGreaterThan(350);
    }

    [Test]
    public void Facts_of_strict_kinds_are_read_complete_and_exact() => Count.StrictShare.ShouldBeGreaterThan(91);

    [Test]
    public void Telephone_numbers_prices_and_hours_say_nothing_wrong() => Count.CostlyShare.ShouldBeLessThan(1.5);

    [Test]
    public void Facts_of_other_kinds_are_found() => Count.OthersShare.ShouldBeGreaterThan(92);

    [Test]
    public void What_only_looks_like_a_fact_is_not_taken_for_one() => Count.LookAlikesShare.ShouldBeLessThan(1.5);

    [Test]
    public void Opening_times_and_addresses_of_many_countries_are_read()
    {
        var count = Counted("times-and-places");
        count.Strict.ShouldBeGreaterThan(400);
        count.StrictShare.ShouldBeGreaterThan(86);
        count.CostlyShare.ShouldBeLessThan(2.5);
        count.LookAlikesShare.ShouldBeLessThan(1);
    }

    private static FactCount Counted(string part)
    {
        var reader = new FactReader();
        var count = new FactCount();
        foreach (var snippet in Corpus.Read(part))
        {
            count.Add(snippet, FactCount.ReadingOf(snippet, reader, asked: true));
        }

        return count;
    }
}
