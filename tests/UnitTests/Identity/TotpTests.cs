using System.Text;
using AiWebBuilder.Domain.Identity;

namespace AiWebBuilder.UnitTests.Identity;

internal sealed class TotpTests
{
    private static readonly byte[] s_secret = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>RFC 6238, appendix B, of whose eight digits apps show the last six.</summary>
    [TestCase(59, "287082")]
    [TestCase(1111111109, "081804")]
    [TestCase(1111111111, "050471")]
    [TestCase(1234567890, "005924")]
    [TestCase(2000000000, "279037")]
    [TestCase(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) =>
        Totp.CodeAt(s_secret, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))).ShouldBe(code);

    [TestCase(-2, null)]
    [TestCase(-1, -1)]
    [TestCase(0, 0)]
    [TestCase(1, 1)]
    [TestCase(2, null)]
    public void A_clock_may_be_one_step_off(int steps, int? matching)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_234_567_890);
        var present = Totp.StepAt(now);
        Totp.MatchingStep(s_secret, Totp.CodeAt(s_secret, present + steps), now)
            .ShouldBe(matching is { } offset ? present + offset : null);
    }

    [TestCase("")]
    [TestCase("12345")]
    [TestCase("١٢٣٤٥٦")]
    public void What_is_no_code_matches_nothing(string code) =>
        Totp.MatchingStep(s_secret, code, DateTimeOffset.FromUnixTimeSeconds(59)).ShouldBeNull();

    /// <summary>RFC 4648, section 10.</summary>
    [TestCase("", "")]
    [TestCase("f", "MY")]
    [TestCase("fo", "MZXQ")]
    [TestCase("foo", "MZXW6")]
    [TestCase("foob", "MZXW6YQ")]
    [TestCase("fooba", "MZXW6YTB")]
    [TestCase("foobar", "MZXW6YTBOI")]
    public void Secrets_are_written_in_base32(string text, string expected) =>
        Totp.Base32(Encoding.ASCII.GetBytes(text)).ShouldBe(expected);
}
