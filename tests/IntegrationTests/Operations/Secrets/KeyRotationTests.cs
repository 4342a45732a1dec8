using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Infrastructure.Persistence.Secrets;
using AiWebBuilder.IntegrationTests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.IntegrationTests.Operations.Secrets;

/// <summary><c>keys rotate</c>: every sealed secret comes under the new key while the product runs, and none is lost.</summary>
internal sealed class KeyRotationTests
{
    private const string Purpose = "ai-keys";

    private readonly string old = Line("2026");
    private readonly string @new = Line("2027");

    private Host host = null!;
    private Guid account;

    [SetUp]
    public async Task StartAsync()
    {
        host = await App.StartAnotherAsync();
        host.Settings["Secrets:Keys:0"] = old;
        using var owner = await host.SignedInAsync();
        account = (await owner.GetFromJsonAsync<JsonNode>("/v1/me"))!["id"]!.GetValue<Guid>();
        using var added = await owner.PostAsJsonAsync(
            "/v1/ai/keys",
            new
            {
                provider = "openai",
                name = "Ours",
                apiKey = "sk-a-key-of-the-account",
            }
        );
        added.StatusCode.ShouldBe(HttpStatusCode.Created, await added.Content.ReadAsStringAsync());
    }

    [TearDown]
    public ValueTask StopAsync() => host.DisposeAsync();

    [Test]
    public async Task Secrets_come_under_the_first_key_and_the_old_one_is_not_needed_any_more()
    {
        var (code, output) = await RotateAsync(@new, old);

        code.ShouldBe(0, output);
        output.ShouldContain("ai_keys.sealed_secret: 1 sealed anew; now 1 under 2027.");
        output.ShouldContain("No secret needs another key any more.");
        output.ShouldNotContain(@new[5..]);
        (await RotateAsync(@new)).Output.ShouldContain("ai_keys.sealed_secret: 0 sealed anew; now 1 under 2027.");
        (await UnopenedWithAsync(@new)).ShouldBe(0);
        (await UnopenedWithAsync(old)).ShouldBe(1);
    }

    [Test]
    public async Task A_secret_that_no_key_opens_is_named_and_stays_and_the_others_are_sealed_anew()
    {
        await FillAsync(3);
        await host.ExecuteAsync(
            """
            update ai_keys set sealed_secret = set_byte(sealed_secret, length(sealed_secret) - 1,
                get_byte(sealed_secret, length(sealed_secret) - 1) # 1) where name = 'Filler 2'
            """
        );

        var (code, output) = await RotateAsync(@new, old);

        code.ShouldBe(1);
        output.ShouldContain("ai_keys.sealed_secret: 3 sealed anew; now 1 under 2026, 3 under 2027.");
        var touched = await host.QueryAsync<Guid>("select id from ai_keys where name = 'Filler 2'");
        output.ShouldContain($"not readable: {account}/{touched}");
        output.ShouldContain("they are left as they are");
    }

    [Test]
    public async Task A_rotation_that_is_killed_half_way_leaves_every_secret_readable_and_the_next_one_ends_it()
    {
        const int Secrets = 4000;
        await FillAsync(Secrets - 1);
        await using (var product = ProductProcess.Begin(host, ["keys", "rotate"], Settings(@new, old)))
        {
            await Eventually.TrueAsync(async () => await RotatedAsync() > 0);
            await product.KillAsync();
        }

        var rotated = await RotatedAsync();
        rotated.ShouldBeInRange(1, Secrets - 1);
        (await UnopenedWithAsync(@new, old)).ShouldBe(0);

        var (code, output) = await RotateAsync(@new, old);
        code.ShouldBe(0, output);
        output.ShouldContain($"ai_keys.sealed_secret: {Secrets - rotated} sealed anew; now {Secrets} under 2027.");
        (await UnopenedWithAsync(@new)).ShouldBe(0);
    }

    [Test]
    public async Task Every_column_of_sealed_secrets_is_one_that_rotation_goes_through()
    {
        var inDatabase = await host.ListAsync<string>(
            """
            select table_name || '.' || column_name from information_schema.columns
            where table_schema = 'public' and column_name ~ '^(sealed|encrypted)_' order by 1
            """
        );

        var output = (await RotateAsync(@new, old)).Output;

        inDatabase.Count.ShouldBeGreaterThanOrEqualTo(3);
        inDatabase.Where(column => !output.Contains($"{column}: ", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Test]
    public async Task A_server_does_not_start_with_a_file_of_keys_that_is_not_there()
    {
        var (code, output) = await ProductProcess.RunAsync(host, ["worker"], ("Secrets__KeysPath", "/nowhere/keys"));

        code.ShouldNotBe(0);
        output.ShouldContain("There is no file /nowhere/keys: set Secrets__KeysPath to the file of sealing keys.");
    }

    private static string Line(string id) => $"{id} {Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}";

    private static (string, string)[] Settings(params string[] keys) =>
        [.. keys.Select((key, index) => ($"Secrets__Keys__{index}", key))];

    private Task<(int Code, string Output)> RotateAsync(params string[] keys) =>
        ProductProcess.RunAsync(host, ["keys", "rotate"], Settings(keys));

    private Task<long> RotatedAsync() =>
        host.QueryAsync<long>("select count(*) from ai_keys where position('2027'::bytea in sealed_secret) = 3");

    /// <summary>More keys of the account, as an older installation would have them.</summary>
    private async Task FillAsync(int count)
    {
        var secrets = host.Services.GetRequiredService<SealedSecrets>();
        var rows = Enumerable
            .Range(1, count)
            .Select(number =>
            {
                var id = Guid.CreateVersion7();
                var box = Convert.ToHexString(secrets.Seal(Purpose, "sk-filler"u8, account, id));
                return $"('{id}', '{account}', 'openai', 'Filler {number}', '\\x{box}')";
            });
        await host.ExecuteAsync(
            $"insert into ai_keys (id, user_id, provider, name, sealed_secret) values {string.Join(',', rows)}"
        );
    }

    /// <summary>How many of the secrets these keys do not open.</summary>
    private async Task<int> UnopenedWithAsync(params string[] keys)
    {
        var options = new SecretsOptions();
        foreach (var key in keys)
        {
            options.Keys.Add(key);
        }
        SealedSecrets secrets = new(
            new SealingKeys(Options.Create(options), host.Services.GetRequiredService<IDerivedKeys>()),
            NullLogger<SealedSecrets>.Instance
        );
        var ids = await host.ListAsync<Guid>("select id from ai_keys order by id");
        var boxes = await host.ListAsync<byte[]>("select sealed_secret from ai_keys order by id");
        return ids.Zip(boxes).Count(row => secrets.Open(Purpose, row.Second, account, row.First) is null);
    }
}
