using System.Collections.Frozen;

namespace AiWebBuilder.Application.Identity;

/// <summary>Passwords of eight characters and more that lead every list of leaked ones.</summary>
internal static class CommonPasswords
{
    private static readonly FrozenSet<string> List = """
        password password1 password12 password123 passw0rd p@ssw0rd p@ssword 12345678 123456789 1234567890 123123123
        12341234 87654321 11111111 00000000 88888888 99999999 qwertyui qwertyuiop qwerty123 qwerty12 1q2w3e4r 1q2w3e4r5t
        1qaz2wsx qazwsxedc asdfghjk asdfghjkl zxcvbnm1 iloveyou iloveyou1 sunshine sunshine1 princess princess1 football
        football1 baseball superman batman123 trustno1 welcome1 welcome123 letmein1 letmein123 monkey123 dragon123
        abc12345 abcd1234 abcdefgh admin123 administrator changeme changeme1 starwars whatever computer internet
        michelle jennifer charlie1 liverpool chelsea1 master123 shadow123 samsung1 google123 secret123 test1234 testtest
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool Contains(string password) => List.Contains(password);
}
