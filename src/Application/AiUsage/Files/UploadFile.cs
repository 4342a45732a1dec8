using System.Security.Cryptography;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Uploads;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Behaviors;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Domain.AiUsage.Files;
using AiWebBuilder.Domain.Common;
using FluentValidation;

namespace AiWebBuilder.Application.AiUsage.Files;

/// <summary>
/// Uploads a file that visitors can download. The body is the file itself, of at most 20,971,520 bytes: a PDF, an office document without
/// macros, dates for a calendar or an entry for an address book, told by its content. The same file again gives the existing one.
/// It counts towards the account's storage until it is deleted.
/// </summary>
/// <param name="Name">Under which visitors keep it; of one that is there already, in place of its name.</param>
/// <param name="Title">What it is, in the owner's words; of one that is there already, in place of what was said.</param>
/// <exception cref="DomainException">
/// Validation: no such file, damaged, with something in it that acts by itself; PaymentRequired <c>plan.limit_reached</c>: the storage is full.
/// </exception>
[Requires(AiUsagePermissions.Spend)]
public sealed record UploadFile(ReadOnlyMemory<byte> File, string Name, string? Title) : ICommand<FileView>
{
    // A record would print the file.
    public override string ToString() => $"{nameof(UploadFile)} of {File.Length} bytes";
}

internal sealed class UploadFileValidator : AbstractValidator<UploadFile>
{
    public UploadFileValidator()
    {
        RuleFor(upload => upload.Name).NotEmpty().MaximumLength(1_000);
        RuleFor(upload => upload.Title)
            .MaximumLength(140)
            .Must(title => title is null || (title.Trim().Length > 0 && JsonTexts.IsStorableText(title)))
            .WithMessage("title says what the file is, in words that can be stored.");
    }
}

internal sealed class UploadFileHandler(IFileReader reader, IStoredUploads uploads, IPlanLimits limits)
    : ICommandHandler<UploadFile, FileView>,
        IBeforeTransaction<UploadFile>
{
    private UploadContent content = null!;

    public Task PrepareAsync(UploadFile request, CancellationToken cancellationToken)
    {
        var type = reader.Read(request.File);
        var name =
            FileName.Of(request.Name, type)
            ?? throw Validation.Refusal(
                new Dictionary<string, string[]>(StringComparer.Ordinal)
                {
                    ["name"] = ["name must have a letter or a digit before its ending."],
                }
            );
        content = new(type.ContentType, name, request.File.ToArray(), SHA256.HashData(request.File.Span));
        return Task.CompletedTask;
    }

    public async Task<FileView> Handle(UploadFile request, CancellationToken cancellationToken)
    {
        await uploads.HoldAsync(cancellationToken);
        if (await uploads.FindSameAsync(content.Sha256, cancellationToken) is { } same)
        {
            return FileView.Of(
                await uploads.DescribeAsync(same.Id, content.Name, request.Title ?? same.Title, cancellationToken)
            );
        }
        await limits.RequireRoomAsync(PlanResource.StorageBytes, content.Content.Length, cancellationToken);
        return FileView.Of(await uploads.AddAsync(content, size: null, request.Title, cancellationToken));
    }
}
