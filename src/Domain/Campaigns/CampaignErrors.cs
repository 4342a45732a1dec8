using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Domain.Campaigns;

/// <summary>What can go wrong with campaigns.</summary>
public static class CampaignErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "campaigns.not_found", "Campaign not found.");

    /// <param name="why">In a sentence.</param>
    public static Error BrandUnreadable(string why) => new(ErrorKind.Validation, "campaigns.brand_unreadable", why);

    public static Error BrandNotFound { get; } =
        new(
            ErrorKind.Validation,
            "campaigns.brand_not_found",
            "No brand colour was found there: give the address of a page that shows the brand, or an image of the logo."
        );

    public static Error ComponentNotFound { get; } =
        new(ErrorKind.NotFound, "campaigns.component_not_found", "Component not found.");

    public static Error BlockNotFound { get; } =
        new(ErrorKind.NotFound, "campaigns.block_not_found", "Block not found.");

    public static Error BlockUnknown(string kind) =>
        new(
            ErrorKind.Conflict,
            "campaigns.block_unknown",
            "This server does not have the component's block, so its props cannot be changed here."
        )
        {
            Details = new Dictionary<string, object?>(StringComparer.Ordinal) { ["kind"] = kind },
        };

    public static Error VersionNotFound { get; } =
        new(ErrorKind.NotFound, "campaigns.version_not_found", "Version not found.");

    public static Error Generating { get; } =
        new(
            ErrorKind.Conflict,
            "campaigns.generating",
            "A generation is running: wait for it to finish, or cancel it."
        );

    public static Error Archived { get; } =
        new(ErrorKind.Conflict, "campaigns.archived", "The campaign is archived: restore it first.");

    public static Error NotLaunched { get; } =
        new(ErrorKind.Conflict, "campaigns.not_launched", "The campaign is not published.");

    public static Error StillPublished { get; } =
        new(ErrorKind.Conflict, "campaigns.still_published", "The campaign is published: unpublish it first.");

    public static Error ComponentLocked { get; } =
        new(ErrorKind.Conflict, "campaigns.component_locked", "The component is locked: unlock it first.");

    public static Error SlugTaken { get; } =
        new(ErrorKind.Conflict, "campaigns.slug_taken", "Another campaign already uses this address.");

    public static Error ComponentGenerating { get; } =
        new(
            ErrorKind.Conflict,
            "campaigns.component_generating",
            "A generation of this component is running: wait for it to finish, or cancel it."
        );

    public static Error OrderMismatch { get; } =
        new(
            ErrorKind.Conflict,
            "campaigns.component_order_mismatch",
            "componentIds must list each of the campaign's components exactly once: read them again, then retry."
        );

    public static Error PartOutsideEmail { get; } =
        new(
            ErrorKind.Conflict,
            "campaigns.part_outside_email",
            "This block is only for e-mails: set page to an e-mail, or omit it to start a new one."
        );

    public static Error SectionInEmail { get; } =
        new(
            ErrorKind.Conflict,
            "campaigns.section_in_email",
            "This block is not for e-mails: choose another page, or a block whose kind begins with e-."
        );

    public static Error TooManyComponents(int limit) =>
        new(ErrorKind.Conflict, "campaigns.too_many_components", $"A campaign may have at most {limit} components.")
        {
            Details = new Dictionary<string, object?>(StringComparer.Ordinal) { ["limit"] = limit },
        };

    public static Error EditNotFound { get; } = new(ErrorKind.NotFound, "campaigns.edit_not_found", "Edit not found.");

    public static Error EditNotOpen(string status) =>
        new(
            ErrorKind.Conflict,
            "campaigns.edit_not_open",
            $"Only an edit with the status proposed can be approved: this one is {status}."
        );

    public static Error EditStale(string path) =>
        new(
            ErrorKind.Conflict,
            "campaigns.edit_stale",
            "What the edit changes was changed since it was proposed. Nothing was changed: send the instruction again."
        )
        {
            Details = new Dictionary<string, object?>(StringComparer.Ordinal) { ["path"] = path },
        };

    public static Error NothingToExport { get; } =
        new(
            ErrorKind.Conflict,
            "campaigns.nothing_to_export",
            "The campaign has nothing to export in this format yet."
        );
}
