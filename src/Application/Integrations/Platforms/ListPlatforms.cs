using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Integrations.Contracts;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations;

namespace AiWebBuilder.Application.Integrations.Platforms;

/// <summary>What can be done with each platform, and the credentials that it wants: what an adapter has, and nothing beside.</summary>
[Requires(IntegrationsPermissions.Read)]
public sealed record ListPlatforms : IQuery<Page<PlatformView>>;

/// <param name="Credentials">The ways to connect: credentials have the members of exactly one.</param>
/// <param name="Leads">The kinds of credentials with which what visitors send through forms can go there as contacts; none: it cannot.</param>
public sealed record PlatformView(
    [OneOf(typeof(PlatformTypes))] string PlatformType,
    string Title,
    IReadOnlyList<CredentialKindView> Credentials,
    IReadOnlyList<string> Leads,
    IReadOnlyList<PlatformObjectView> Objects
);

public sealed record CredentialKindView(string Name, IReadOnlyList<CredentialFieldView> Fields);

public sealed record CredentialFieldView(
    string Name,
    [OneOf(typeof(CredentialFormats))] string Format,
    bool IsSecret,
    bool IsRequired
);

/// <param name="Access"><c>write</c> includes <c>read</c>.</param>
/// <param name="Credentials">The kinds that open it.</param>
/// <param name="Reason">Why not more; null: it can be written.</param>
public sealed record PlatformObjectView(
    [OneOf(typeof(PlatformObjects))] string Object,
    [OneOf(typeof(PlatformAccess))] string Access,
    IReadOnlyList<string> Credentials,
    string? Reason
);

/// <summary>The names of <see cref="CredentialFormat"/> in the API.</summary>
public static class CredentialFormats
{
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<CredentialFormat>().Select(NameOf)];

    internal static string NameOf(CredentialFormat format) => format.ToString().ToLowerInvariant();
}

internal sealed class ListPlatformsHandler(IEnumerable<IPlatformAdapter> platforms)
    : IQueryHandler<ListPlatforms, Page<PlatformView>>
{
    public Task<Page<PlatformView>> Handle(ListPlatforms request, CancellationToken cancellationToken) =>
        Task.FromResult(
            new Page<PlatformView>(
                [.. PlatformTypes.All.Select(type => ViewOf(platforms.Single(one => one.Platform == type)))],
                HasMore: false,
                Next: null
            )
        );

    private static PlatformView ViewOf(IPlatformAdapter platform) =>
        new(
            platform.Platform,
            platform.Title,
            [
                .. platform.Credentials.Select(kind => new CredentialKindView(
                    kind.Kind,
                    [
                        .. kind.Fields.Select(field => new CredentialFieldView(
                            field.Name,
                            CredentialFormats.NameOf(field.Format),
                            field.IsSecret,
                            field.IsRequired
                        )),
                    ]
                )),
            ],
            platform.Leads?.Credentials ?? [],
            [
                .. PlatformObjects.All.Select(one => new PlatformObjectView(
                    one,
                    platform.Writer?.Objects.Contains(one) == true ? PlatformAccess.Write
                        : platform.Readers.ContainsKey(one) ? PlatformAccess.Read
                        : PlatformAccess.None,
                    platform.Readers.GetValueOrDefault(one)?.Credentials ?? [],
                    platform.Reasons.GetValueOrDefault(one)
                )),
            ]
        );
}
