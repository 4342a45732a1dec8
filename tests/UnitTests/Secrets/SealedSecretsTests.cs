using System.Security.Cryptography;
using System.Text;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Infrastructure.Persistence.Secrets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.UnitTests.Secrets;

/// <summary>Envelopes open for what they were sealed for, and as they were made.</summary>
internal sealed class SealedSecretsTests
{
    private const string Secret = "sk-canary-7f3e5a1b9c2d";

    private static readonly Guid Account = new("0192f0c1-2b7e-7c3d-8a51-6a1f0e9b4c10");
    private static readonly Guid Row = new("0192f0c1-2b7e-7c3d-8a51-6a1f0e9b4c11");

    private static readonly string NewKey = Line("2027");
    private static readonly string OldKey = Line("2026");

    [Test]
    public void An_envelope_opens_where_it_was_sealed_and_nowhere_else()
    {
        var secrets = With(NewKey);
        var box = Sealed(secrets);

        Opened(secrets, box).ShouldBe(Secret);
        secrets.Open("integrations", box, Row, Account).ShouldBeNull();
        secrets.Open("integrations", box, Account).ShouldBeNull();
        secrets.Open("integrations", box, Account, Guid.Empty).ShouldBeNull();
        secrets.Open("integrations", box, Guid.Empty, Row).ShouldBeNull();
        secrets.Open("ai-keys", box, Account, Row).ShouldBeNull();
        Encoding.Latin1.GetString(box).ShouldNotContain("canary");
        Sealed(secrets).ShouldNotBe(box, "nonces and data keys are new each time");
    }

    [Test]
    public void Every_flipped_bit_and_every_cut_is_refused()
    {
        var secrets = With(NewKey, OldKey);
        var box = Sealed(secrets);

        var opened = Enumerable
            .Range(0, box.Length * 8)
            .Where(bit =>
            {
                var touched = box.ToArray();
                touched[bit / 8] ^= (byte)(1 << (bit % 8));
                return Opened(secrets, touched) is not null;
            });
        opened.ShouldBeEmpty();
        Enumerable.Range(0, box.Length).Where(length => Opened(secrets, box[..length]) is not null).ShouldBeEmpty();
        Opened(secrets, [.. box, 0]).ShouldBeNull();
        Opened(secrets, []).ShouldBeNull();
    }

    [Test]
    public void What_the_old_key_sealed_opens_while_it_is_there_and_after_it_was_wrapped_anew()
    {
        var box = Sealed(With(OldKey));

        Opened(With(NewKey, OldKey), box).ShouldBe(Secret);
        Opened(With(NewKey), box).ShouldBeNull();
        var renewed = With(NewKey, OldKey).Rewrap("integrations", box, Account, Row)!;
        Opened(With(NewKey), renewed).ShouldBe(Secret);
        Opened(With(OldKey), renewed).ShouldBeNull();
        renewed[^Secret.Length..].ShouldBe(box[^Secret.Length..], "the secret itself is not touched");
    }

    [Test]
    public void Where_no_key_is_configured_the_installations_own_seals_and_it_opens_for_ever()
    {
        var box = Sealed(With());

        Opened(With(), box).ShouldBe(Secret);
        Opened(With(NewKey), box).ShouldBe(Secret);
    }

    [Test]
    public void A_key_of_another_installation_with_the_same_id_opens_nothing()
    {
        var box = Sealed(With(NewKey));

        Opened(With(Line("2027")), box).ShouldBeNull();
    }

    [TestCase("2027")]
    [TestCase("2027 c2hvcnQ=")]
    [TestCase("2027 not-base64-not-base64-not-base64-not-base64")]
    [TestCase("signing AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [TestCase("a/b AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [TestCase("2027 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8= more")]
    public void What_is_no_key_is_refused_in_a_sentence_that_does_not_repeat_it(string line)
    {
        var refusal = Should.Throw<OptionsValidationException>(() => With(NewKey, line));

        refusal.Message.ShouldStartWith("Secrets__Keys__1 is no sealing key");
        refusal.Message.ShouldNotContain("AAECAwQF");
    }

    [Test]
    public void Two_keys_with_one_id_are_refused() =>
        Should
            .Throw<OptionsValidationException>(() => With(Line("2027"), Line("2027")))
            .Message.ShouldStartWith("The sealing key 2027 is given twice");

    private static string Line(string id) => $"{id} {Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}";

    private static SealedSecrets With(params string[] lines)
    {
        var options = new SecretsOptions();
        foreach (var line in lines)
        {
            options.Keys.Add(line);
        }
        return new(new SealingKeys(Options.Create(options), new Installation()), NullLogger<SealedSecrets>.Instance);
    }

    private static byte[] Sealed(SealedSecrets secrets) =>
        secrets.Seal("integrations", Encoding.UTF8.GetBytes(Secret), Account, Row);

    private static string? Opened(SealedSecrets secrets, byte[] box) =>
        secrets.Open("integrations", box, Account, Row) is { } secret ? Encoding.UTF8.GetString(secret) : null;

    private sealed class Installation : IDerivedKeys
    {
        public byte[] DeriveKey(ReadOnlySpan<byte> purpose) => SHA256.HashData(purpose);
    }
}
