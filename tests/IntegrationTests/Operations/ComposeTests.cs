using System.Text.RegularExpressions;

namespace AiWebBuilder.IntegrationTests.Operations;

/// <summary>The containers are started with what the server asks for: it refuses to start without.</summary>
public sealed partial class ComposeTests
{
    [Test]
    public void Compose_sets_what_must_be_given_outside_development()
    {
        var configuration = File.ReadAllText(Path.Combine(Repository.Root, "docs/operations/configuration.md"));
        var compose = File.ReadAllText(Path.Combine(Repository.Root, "docker/compose.yaml"));
        configuration.ShouldContain("Outside `Development` the first two must be given.");
        var needed = Variables().Matches(configuration).Select(row => row.Groups["name"].Value).Take(2).ToArray();
        needed.ShouldBe(["ConnectionStrings__Postgres", "Tokens__SigningKeyPath"]);

        needed.ShouldAllBe(variable => compose.Contains($"{variable}: "));
        // The key's file is there: the secret of that name is given to the server, and has a source.
        compose.ShouldContain("Tokens__SigningKeyPath: /run/secrets/signing-key");
        compose.ShouldContain("    secrets:\n      - signing-key\n");
        compose.ShouldContain("secrets:\n  signing-key:\n    environment: SIGNING_KEY\n");
    }

    [GeneratedRegex("^\\| `(?<name>[A-Za-z_]+)` \\|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variables();
}
