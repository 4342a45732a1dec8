using AiWebBuilder.Application.AiUsage.Contracts;

namespace AiWebBuilder.Application.Campaigns.Pages;

/// <summary>An upload as a component names it: by an address relative to the campaign, <c>images/0199…</c> or <c>files/0199…</c>.</summary>
public sealed record PageUpload(UploadKind Kind, Guid Id)
{
    public string Address => $"{PageUploads.FolderOf(Kind)}{Id}";
}
