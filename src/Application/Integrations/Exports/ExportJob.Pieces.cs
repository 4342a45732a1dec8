using AiWebBuilder.Application.Campaigns.Contracts.Exports;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Integrations.Platforms.Writing;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Integrations.Exports;

namespace AiWebBuilder.Application.Integrations.Exports;

internal sealed partial class ExportJob
{
    /// <summary>A page, or what a platform keeps in place of one.</summary>
    private sealed record ExportPiece(
        string Key,
        string Object,
        string Slug,
        string Title,
        string Excerpt,
        string Styles,
        string Body,
        IReadOnlyDictionary<string, Guid> Components,
        IReadOnlyList<Guid> Uploads
    )
    {
        public IReadOnlyList<string> Losses { get; init; } = [];

        public bool IsPage => Object == PlatformObjects.Pages;

        public static ExportPiece Of(WordPressPage page) =>
            new(
                page.Key,
                PlatformObjects.Pages,
                page.Slug,
                page.Title,
                page.Excerpt,
                page.Styles,
                page.Body,
                page.Components,
                page.Uploads
            );

        public static ExportPiece Of(CopyPiece piece) =>
            new(
                piece.Key,
                piece.Object,
                "",
                piece.Name,
                "",
                "",
                piece.Content,
                new Dictionary<string, Guid>(),
                piece.Uploads
            )
            {
                Losses = piece.Losses,
            };

        /// <summary>What has no content of its own to bear the mark bears it in its name.</summary>
        public string TitleAt(WrittenPage row) => IsPage ? Title : $"{Title} {row.ShortMark}";
    }

    /// <param name="Skipped">What of the campaign is not written, each with the reason.</param>
    private sealed record Composed(IReadOnlyList<ExportPiece> Pieces, IReadOnlyList<ExportedItem> Skipped);

    private Task<Composed> ComposeAsync(Run run, WordPressPlaces places, CancellationToken cancellationToken) =>
        unitOfWork.ReadAsync(
            async () =>
            {
                try
                {
                    return run.Writer.PagesByHand is { } byHand
                        ? await ComposeCopyAsync(run, byHand, places, cancellationToken)
                        : await ComposePagesAsync(run, places, cancellationToken);
                }
                catch (DomainException gone) when (gone.Error.Kind == ErrorKind.NotFound)
                {
                    throw new ExportEndedException();
                }
            },
            cancellationToken
        );

    private async Task<Composed> ComposePagesAsync(Run run, WordPressPlaces places, CancellationToken cancellationToken)
    {
        var site = await composer.ComposeAsync(run.Export.CampaignId, run.Export.Server, places, cancellationToken);
        return new Composed(
            [.. site.Pages.Select(ExportPiece.Of)],
            [
                .. site.Emails.Select(email => new ExportedItem(
                    email.Key,
                    email.Title,
                    ItemStatus.Skipped,
                    Reason: "An e-mail is no page: export the campaign as email."
                )),
            ]
        );
    }

    private async Task<Composed> ComposeCopyAsync(
        Run run,
        string byHand,
        WordPressPlaces places,
        CancellationToken cancellationToken
    )
    {
        var copy = await copies.ComposeAsync(
            run.Export.CampaignId,
            run.Export.Server,
            places.UploadOf,
            cancellationToken
        );
        return new Composed(
            [.. run.Writer.PiecesOf(copy).Select(ExportPiece.Of)],
            [.. copy.Pages.Select(page => new ExportedItem(page.Key, page.Title, ItemStatus.Skipped, Reason: byHand))]
        );
    }

    /// <summary>As it stands there. Of what cannot be read it is what was last written, as long as nobody has saved it since.</summary>
    private static async Task<StandingPage?> GetAsync(Run run, WrittenPage row, CancellationToken cancellationToken)
    {
        var there = await run.Writer.GetAsync(run.Connection, row.Object, row.ExternalId!, cancellationToken);
        return there is { IsReadable: false } && row.Written is { } written && row.ModifiedAt == there.ModifiedAt
            ? there with
            {
                State = there.State with { Content = written.Content },
            }
            : there;
    }

    /// <summary>None where it cannot be read what somebody has made of it.</summary>
    private static IReadOnlyList<ItemDifference> DifferencesOf(WrittenPage row, StandingPage there) =>
        there.IsReadable ? PageDifferences.Between(row.Written!, there.State) : [];
}
