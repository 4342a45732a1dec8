namespace AiWebBuilder.Application.AiUsage.Contracts;

/// <summary>What an upload is for: an image is shown, a file is downloaded.</summary>
public enum UploadKind
{
    Image,
    File,
}
