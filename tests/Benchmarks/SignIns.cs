using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;

namespace AiWebBuilder.Benchmarks;

/// <summary>
/// How long a failed sign-in takes with a known and with an unknown address: the two must not be told apart by the clock. Samples in
/// turn, one at a time, so that the machine's moods fall on both.
/// </summary>
internal static class SignIns
{
    private const int Rounds = 5;

    public static async Task<IReadOnlyList<Comparison>> CompareAsync(
        Stage stage,
        double size,
        CancellationToken cancellationToken
    )
    {
        var perRound = (int)(40 * size);
        using var client = new HttpClient { BaseAddress = stage.Product };
        await SampleAsync("bench@example.com");
        await SampleAsync("nobody@example.com");
        var (known, unknown) = (new List<double>(), new List<double>());
        var (ours, theirs) = (new double[Rounds], new double[Rounds]);
        for (var round = 0; round < Rounds; round++)
        {
            for (var sample = 0; sample < perRound; sample++)
            {
                if (sample % 2 == 0)
                {
                    known.Add(await SampleAsync("bench@example.com"));
                    unknown.Add(await SampleAsync("nobody@example.com"));
                }
                else
                {
                    unknown.Add(await SampleAsync("nobody@example.com"));
                    known.Add(await SampleAsync("bench@example.com"));
                }
            }
            ours[round] = 1000 / Comparison.Middle([.. known.Skip(round * perRound)]);
            theirs[round] = 1000 / Comparison.Middle([.. unknown.Skip(round * perRound)]);
        }
        var (ofKnown, ofUnknown) = (Comparison.Middle(known), Comparison.Middle(unknown));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{known.Count + unknown.Count} failed sign-ins: known address {ofKnown:0.00} ms, unknown {ofUnknown:0.00} ms (medians), ratio {ofKnown / ofUnknown:0.000}"
            )
        );
        var comparison = new Comparison("failed sign-in, known / unknown address", "1/s", Floor: 0.9, ours, theirs);
        Report.PrintRounds(comparison);
        return [comparison];

        async Task<double> SampleAsync(string email)
        {
            // What is measured is the answer, not the wait that the failures before would ask for.
            await using (var forget = stage.Owner.CreateCommand("truncate sign_in_throttles"))
            {
                await forget.ExecuteNonQueryAsync(cancellationToken);
            }
            var started = Stopwatch.GetTimestamp();
            using var answer = await client.PostAsJsonAsync(
                "/v1/auth/login",
                new { email, password = "not the password" },
                cancellationToken
            );
            var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            return answer.StatusCode == HttpStatusCode.Unauthorized
                ? took
                : throw new InvalidOperationException($"{email} was answered {(int)answer.StatusCode}.");
        }
    }
}
