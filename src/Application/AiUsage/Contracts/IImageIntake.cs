using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Contracts;

/// <summary>Takes pictures that other modules bring in as the account's own uploads.</summary>
public interface IImageIntake
{
    /// <summary>The same picture again is the one that is there. Joins the present unit of work.</summary>
    /// <exception cref="DomainException">Validation: it is no picture that can be kept; PaymentRequired <c>plan.limit_reached</c>: the storage is full.</exception>
    Task<Guid> TakeAsync(ReadOnlyMemory<byte> file, string? alt, CancellationToken cancellationToken);
}
