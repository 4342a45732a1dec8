using System.Text.Json.Nodes;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Addresses;
using AiWebBuilder.Application.Common.Behaviors;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;
using FluentValidation;

namespace AiWebBuilder.Application.Identity.Accounts;

/// <summary>Changes the profile. Absent members are left as they are.</summary>
/// <exception cref="DomainException">PreconditionRequired or PreconditionFailed.</exception>
[Requires(IdentityPermissions.WriteProfile)]
public sealed record UpdateMe(string? IfMatch, ProfilePatch Patch) : ICommand;

/// <summary>A JSON merge patch (RFC 7396) of a profile; <c>settings</c> is replaced as a whole.</summary>
/// <example>{"name":"Ada Lovelace","settings":{"timeZone":"Europe/Berlin"}}</example>
public sealed record ProfilePatch
{
    public Optional<string> Name { get; init; }
    public Optional<string?> AvatarUrl { get; init; }
    public Optional<JsonObject?> Settings { get; init; }
}

/// <summary>A profile as it would be after the change.</summary>
internal sealed record ProfileFields(string Name, string? AvatarUrl, string Settings);

internal sealed class ProfileFieldsValidator : AbstractValidator<ProfileFields>
{
    public ProfileFieldsValidator()
    {
        RuleFor(profile => profile.Name).NotEmpty().MaximumLength(255);
        RuleFor(profile => profile.AvatarUrl).HttpsAddress();
        RuleFor(profile => profile.Settings)
            .MaximumLength(10_000)
            .WithMessage("settings may have at most 10,000 characters.")
            .Must(settings => JsonTexts.IsStorable(JsonNode.Parse(settings)))
            .WithMessage(
                $"settings contains a text or a number that cannot be stored, or more levels than {JsonTexts.MaxLevels} levels."
            );
        RuleFor(profile => profile.Settings)
            .Must(HasKnownTimeZone)
            .WithMessage("settings.timeZone must be the name of an IANA time zone such as Europe/Berlin.");
    }

    /// <summary>Days of costs and of budgets are cut by it.</summary>
    private static bool HasKnownTimeZone(string settings) =>
        JsonNode.Parse(settings)?["timeZone"] switch
        {
            null => true,
            JsonValue value when value.TryGetValue<string>(out var name) => name is not ""
                && name.All(IsPartOfName)
                && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
                && zone.HasIanaId,
            _ => false,
        };

    // The system looks zones up as files: what is no name does not get there.
    private static bool IsPartOfName(char letter) =>
        char.IsAsciiLetterOrDigit(letter) || letter is '/' or '_' or '-' or '+';
}

internal sealed class UpdateMeHandler(
    IRepository<User> users,
    ICurrentUser current,
    IValidator<ProfileFields> validator
) : ICommandHandler<UpdateMe, Done>
{
    public async Task<Done> Handle(UpdateMe request, CancellationToken cancellationToken)
    {
        var user = await users.RequireAsync(current.RequireActor(), cancellationToken);
        ETags.Require(request.IfMatch, user);
        var patch = request.Patch;
        var profile = new ProfileFields(
            (patch.Name.Or(user.Name) ?? "").Trim(),
            patch.AvatarUrl.Or(user.AvatarUrl),
            patch.Settings.IsPresent ? (patch.Settings.Value ?? []).ToJsonString() : user.Settings
        );
        await validator.RequireValidAsync(profile, cancellationToken);
        user.ChangeProfile(profile.Name, profile.AvatarUrl, profile.Settings);
        return default;
    }
}
