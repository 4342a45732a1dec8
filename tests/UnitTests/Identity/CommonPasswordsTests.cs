using AiWebBuilder.Application.Identity.Passwords;

namespace AiWebBuilder.UnitTests.Identity;

internal sealed class CommonPasswordsTests
{
    [Test]
    public void The_list_is_long_sorted_without_duplicates_and_of_passwords_that_are_long_enough_to_be_tried()
    {
        using var file = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(file);
        var lines = reader.ReadToEnd().TrimEnd('\n').Split('\n');

        lines.Length.ShouldBeGreaterThanOrEqualTo(3_000);
        CommonPasswords.Count.ShouldBe(lines.Length);
        lines.ShouldBe(lines.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        lines.ShouldAllBe(line => line.Length >= 8 && !line.Any(char.IsUpper));
    }

    [TestCase("password")]
    [TestCase("PassWord1")]
    [TestCase("iloveyou")]
    [TestCase("1qaz2wsx")]
    [TestCase("00000000")]
    [TestCase("contrase\u00f1a")]
    [TestCase("contrasen\u0303a")]
    public void Favourites_are_on_it_however_they_are_written(string password) =>
        CommonPasswords.Contains(password).ShouldBeTrue();
}
