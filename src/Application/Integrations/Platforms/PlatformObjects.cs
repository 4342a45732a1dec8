namespace AiWebBuilder.Application.Integrations.Platforms;

/// <summary>What platforms hold, as the capability matrix names it.</summary>
public static class PlatformObjects
{
    public const string Pages = "pages";
    public const string Posts = "posts";
    public const string Funnels = "funnels";
    public const string Emails = "emails";
    public const string Contacts = "contacts";
    public const string Forms = "forms";
    public const string Media = "media";
    public const string Redirects = "redirects";
    public const string CustomValues = "customValues";

    public static IReadOnlyList<string> All { get; } =
    [Pages, Posts, Funnels, Emails, Contacts, Forms, Media, Redirects, CustomValues];
}

/// <summary>What can be done with an object of a platform: <c>write</c> includes <c>read</c>.</summary>
public static class PlatformAccess
{
    public const string None = "none";
    public const string Read = "read";
    public const string Write = "write";

    public static IReadOnlyList<string> All { get; } = [None, Read, Write];
}
