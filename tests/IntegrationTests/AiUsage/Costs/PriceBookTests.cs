using System.Globalization;
using AiWebBuilder.Domain.AiUsage;

namespace AiWebBuilder.IntegrationTests.AiUsage.Costs;

/// <summary>Each delivered price, against the cost of one fixed usage worked out by hand; and the rules of the book.</summary>
internal sealed class PriceBookTests
{
    /// <summary>
    /// A prompt of 35,000 tokens, of which 20,000 were read from the cache, 3,000 written to it for five minutes and 2,000 for an hour;
    /// an answer of 4,000. In the long tiers ten times as much.
    /// </summary>
    private static TokenUsage Usage(int tier) =>
        tier == 0
            ? new TokenUsage(35_000, 20_000, 3_000, 2_000, 4_000)
            : new TokenUsage(350_000, 200_000, 30_000, 20_000, 40_000);

    // By hand: 10,000 × input + 20,000 × read + 3,000 × write + 2,000 × write for an hour + 4,000 × output, by the million. Where the
    // book has no rate for a class of the cache, reads and writes cost as input, and an hour as five minutes.
    [TestCase("openai", "gpt-6-astra", "2026-09-22", 0, "0.3825")]
    [TestCase("openai", "gpt-6-astra", "2026-09-22", 272000, "6.65")]
    [TestCase("openai", "gpt-6.1-sol", "2026-09-29", 0, "0.0745")]
    [TestCase("openai", "gpt-6.1-sol", "2026-09-29", 272000, "1.29")]
    [TestCase("openai", "gpt-6.1-terra", "2026-10-26", 0, "0.03725")]
    [TestCase("openai", "gpt-6.1-terra", "2026-10-26", 272000, "0.645")]
    [TestCase("openai", "gpt-6-luna", "2026-09-22", 0, "0.003825")]
    [TestCase("openai", "gpt-6-luna", "2026-09-22", 272000, "0.0665")]
    [TestCase("openai", "gpt-5.6-sol", "2026-09-23", 0, "0.153")]
    [TestCase("openai", "gpt-5.6-terra", "2026-09-23", 0, "0.0845")]
    [TestCase("openai", "gpt-5.6-luna", "2026-09-23", 0, "0.00845")]
    [TestCase("openai", "gpt-5.4-mini", "2026-09-23", 0, "0.03075")]
    [TestCase("openai", "gpt-5", "2026-09-23", 0, "0.06125")]
    [TestCase("openai", "gpt-5-mini", "2026-09-23", 0, "0.01225")]
    [TestCase("openai", "gpt-4.1", "2026-09-23", 0, "0.072")]
    [TestCase("openai", "gpt-4o-mini", "2026-09-23", 0, "0.00615")]
    [TestCase("anthropic", "claude-fable-5-2", "2026-11-09", 0, "0.306")]
    [TestCase("anthropic", "claude-opus-5-5", "2026-09-23", 0, "0.155")]
    [TestCase("anthropic", "claude-opus-5", "2026-09-23", 0, "0.19875")]
    [TestCase("anthropic", "claude-sonnet-5-5", "2026-09-28", 0, "0.0795")]
    [TestCase("anthropic", "claude-sonnet-5-5", "2026-10-07", 0, "0.0775")]
    [TestCase("anthropic", "claude-sonnet-4-6", "2026-09-23", 0, "0.11925")]
    [TestCase("anthropic", "claude-haiku-5-5", "2026-10-07", 0, "0.003975")]
    [TestCase("anthropic", "claude-haiku-5-5", "2026-10-07", 100000, "0.19875")]
    [TestCase("anthropic", "claude-haiku-4-5", "2026-09-23", 0, "0.03975")]
    public async Task A_call_costs_what_it_says_by_hand(
        string provider,
        string model,
        string validFrom,
        int tier,
        string usd
    )
    {
        var rows = await App.Current.ListAsync<string>(
            $"""
            select concat(tier_from_tokens, ';', input_usd_per_mtok, ';', cache_read_usd_per_mtok, ';', cache_write_5m_usd_per_mtok, ';',
                cache_write_1h_usd_per_mtok, ';', output_usd_per_mtok)
            from ai_model_prices where provider = '{provider}' and model = '{model}' and valid_from = '{validFrom}' order by tier_from_tokens
            """
        );
        static decimal? Rate(string text) => text is "" ? null : decimal.Parse(text, CultureInfo.InvariantCulture);
        var price = new ModelPrice(
            [
                .. rows.Select(row => row.Split(';'))
                    .Select(row => new PriceTier(
                        Guid.Empty,
                        int.Parse(row[0], CultureInfo.InvariantCulture),
                        Rate(row[1])!.Value,
                        Rate(row[2]),
                        Rate(row[3]),
                        Rate(row[4]),
                        Rate(row[5])!.Value
                    )),
            ],
            1_000_000,
            100_000
        );
        var usage = Usage(tier);
        price.TierFor(usage.Input).FromInputTokens.ShouldBe(tier);
        (price.NanoUsd(usage) / 1_000_000_000m).ShouldBe(decimal.Parse(usd, CultureInfo.InvariantCulture));
        // What is reserved is never less.
        price.WorstNanoUsd(usage.Input, usage.Output).ShouldBeGreaterThanOrEqualTo(price.NanoUsd(usage));
    }

    [Test]
    public async Task Every_delivered_price_is_in_the_table_above() =>
        (
            await App.Current.QueryAsync<long>(
                "select count(*) from ai_model_prices where user_id is null and provider <> 'offline'"
            )
        ).ShouldBe(
            typeof(PriceBookTests)
                .GetMethod(nameof(A_call_costs_what_it_says_by_hand))!
                .GetCustomAttributes(typeof(TestCaseAttribute), inherit: false)
                .Length
        );

    [TestCase("docs/offline-generator.md")]
    [TestCase("docs/operations/ai.md")]
    public async Task What_a_document_says_that_the_offline_writer_costs_is_what_it_costs(string document)
    {
        var price = await App.Current.QueryAsync<string>(
            "select format('%s and %s USD', round(input_usd_per_mtok, 2), round(output_usd_per_mtok, 2)) from ai_prices_on('today') where provider = 'offline'"
        );
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, document));
        text.ShouldContain($"{price} per million tokens");
    }

    [Test]
    public async Task A_price_is_never_overwritten()
    {
        var refused = await Should.ThrowAsync<Npgsql.PostgresException>(
            App.Current.QueryAsync<int>("update ai_model_prices set input_usd_per_mtok = 0 returning 1")
        );
        refused.MessageText.ShouldContain("a price is never changed");
    }
}
