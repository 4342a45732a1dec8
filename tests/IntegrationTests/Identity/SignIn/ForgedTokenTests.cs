using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace AiWebBuilder.IntegrationTests.Identity.SignIn;

/// <summary>Access tokens that were not made here, or no longer count. Each differs from a good one in one thing.</summary>
internal sealed class ForgedTokenTests
{
    [Test]
    public async Task No_forged_token_is_accepted()
    {
        using var signedIn = await App.Current.SignedInAsync();
        var real = signedIn.DefaultRequestHeaders.Authorization!.Parameter!;
        using var key = ECDsa.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(App.Current.KeyPath));
        var forgeries = Forgeries(real, key).ToArray();
        forgeries.Length.ShouldBeGreaterThanOrEqualTo(30);

        using var client = App.Current.CreateClient();
        // What the forger has changed decides, not how the token is put together.
        (await StatusAsync(client, Sign(Header(real), Payload(real), key))).ShouldBe(HttpStatusCode.OK);
        var accepted = new List<string>();
        foreach (var (what, token) in forgeries)
        {
            if (await StatusAsync(client, token) != HttpStatusCode.Unauthorized)
            {
                accepted.Add(what);
            }
        }

        accepted.ShouldBeEmpty();
        (await StatusAsync(client, real)).ShouldBe(HttpStatusCode.OK);
        TestContext.Out.WriteLine($"{forgeries.Length} forged access tokens: {accepted.Count} accepted");
    }

    private static IEnumerable<(string What, string Token)> Forgeries(string real, ECDsa key)
    {
        var parts = real.Split('.');
        var (header, payload) = (Header(real), Payload(real));
        var publicDer = key.ExportSubjectPublicKeyInfo();
        var publicPem = Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem());
        using var foreign = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var larger = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        var past = DateTimeOffset.UnixEpoch.AddSeconds(payload["nbf"]!.GetValue<long>());

        foreach (var none in new[] { "none", "None", "NONE", "nOnE", "" })
        {
            yield return ($"alg '{none}', no signature", Join(With(header, "alg", none), payload, []));
            yield return (
                $"alg '{none}', signature kept",
                $"{Encode(With(header, "alg", none))}.{parts[1]}.{parts[2]}"
            );
        }
        foreach (
            var (name, secret) in new[] { ("DER", publicDer), ("PEM", publicPem), ("nothing", Array.Empty<byte>()) }
        )
        {
            var unsigned = $"{Encode(With(header, "alg", "HS256"))}.{Encode(payload)}";
            yield return (
                $"HS256 with the public key as {name}",
                $"{unsigned}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(unsigned)))}"
            );
        }
        yield return ("another key, our kid", Sign(header, payload, foreign));
        yield return ("another key that comes along as jwk", Sign(With(header, "jwk", Jwk(foreign)), payload, foreign));
        yield return (
            "another key, address as jku",
            Sign(With(header, "jku", "https://evil.example/k"), payload, foreign)
        );
        yield return (
            "another key, certificate as x5c",
            Sign(With(header, "x5c", new JsonArray("AA==")), payload, foreign)
        );
        yield return ("wrong kid, another key", Sign(With(header, "kid", "other"), payload, foreign));
        yield return ("kid that leads to a file", Sign(With(header, "kid", "../../dev/null"), payload, foreign));
        yield return ("alg ES384 with a larger key", Sign(With(header, "alg", "ES384"), payload, larger));
        yield return ("alg ES512, our signature", Sign(With(header, "alg", "ES512"), payload, key));
        var rs = $"{Encode(With(header, "alg", "RS256"))}.{Encode(payload)}";
        yield return (
            "RS256 with a key of its own",
            $"{rs}.{Base64Url.EncodeToString(rsa.SignData(Encoding.ASCII.GetBytes(rs), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}"
        );
        yield return ("typ JWT", Sign(With(header, "typ", "JWT"), payload, key));
        yield return ("no typ", Sign(With(header, "typ", null), payload, key));
        yield return ("aud of somebody else", Sign(header, With(payload, "aud", "other-api"), key));
        yield return ("no aud", Sign(header, With(payload, "aud", null), key));
        yield return ("iss of somebody else", Sign(header, With(payload, "iss", "https://evil.example"), key));
        yield return ("no iss", Sign(header, With(payload, "iss", null), key));
        yield return (
            "expired",
            Sign(
                header,
                With(
                    With(payload, "nbf", past.AddHours(-2).ToUnixTimeSeconds()),
                    "exp",
                    past.AddMinutes(-1).ToUnixTimeSeconds()
                ),
                key
            )
        );
        yield return ("no exp", Sign(header, With(payload, "exp", null), key));
        yield return ("exp as text", Sign(header, With(payload, "exp", "never"), key));
        yield return ("not valid yet", Sign(header, With(payload, "nbf", past.AddMinutes(5).ToUnixTimeSeconds()), key));
        yield return (
            "another person's id, signature kept",
            $"{parts[0]}.{Encode(With(payload, "sub", Guid.Empty.ToString()))}.{parts[2]}"
        );
        yield return ("no person", Sign(header, With(payload, "sub", null), key));
        yield return ("no account", Sign(header, With(payload, "acc", null), key));
        yield return ("no session", Sign(header, With(payload, "sid", null), key));
        yield return ("a person that is no id", Sign(header, With(payload, "sub", "' or 1=1 --"), key));
        yield return (
            "critical header that nobody knows",
            $"{Encode(With(header, "crit", new JsonArray("x")))}.{parts[1]}.{parts[2]}"
        );
        yield return ("no signature", $"{parts[0]}.{parts[1]}.");
        yield return ("two parts", $"{parts[0]}.{parts[1]}");
        yield return ("one part", parts[0]);
        yield return ("an extra part", $"{real}.{parts[2]}");
        yield return ("five parts", $"{real}.AA.AA");
        yield return ("header and payload swapped", $"{parts[1]}.{parts[0]}.{parts[2]}");
        yield return ("signature cut", real[..^4]);
        yield return ("signature of zeros", $"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(new byte[64])}");
        yield return ("signature in DER", $"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(Der(parts, key))}");
        yield return ("payload cut", $"{parts[0]}.{parts[1][..^4]}.{parts[2]}");
        yield return ("first letter changed", (real[0] == 'e' ? 'f' : 'e') + real[1..]);
        yield return ("no JSON", $"{Base64Url.EncodeToString("hello"u8)}.{parts[1]}.{parts[2]}");
        yield return ("nothing but points", "..");
        yield return ("a refresh token's place", Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(52)));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/me");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private static JsonObject Header(string token) => Decode(token.Split('.')[0]);

    private static JsonObject Payload(string token) => Decode(token.Split('.')[1]);

    private static JsonObject Decode(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part))!.AsObject();

    private static string Encode(JsonObject part) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));

    /// <summary>A copy with one member changed, or left out.</summary>
    private static JsonObject With(JsonObject part, string name, JsonNode? value)
    {
        var copy = part.DeepClone().AsObject();
        copy.Remove(name);
        if (value is not null)
        {
            copy[name] = value;
        }
        return copy;
    }

    private static string Join(JsonObject header, JsonObject payload, byte[] signature) =>
        $"{Encode(header)}.{Encode(payload)}.{Base64Url.EncodeToString(signature)}";

    private static string Sign(JsonObject header, JsonObject payload, ECDsa key) =>
        Join(
            header,
            payload,
            key.SignData(Encoding.ASCII.GetBytes($"{Encode(header)}.{Encode(payload)}"), HashAlgorithmName.SHA256)
        );

    private static byte[] Der(string[] parts, ECDsa key) =>
        key.SignData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
            HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence
        );

    private static JsonObject Jwk(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new JsonObject
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["x"] = Base64Url.EncodeToString(point.X),
            ["y"] = Base64Url.EncodeToString(point.Y),
        };
    }
}
