using System.Buffers.Text;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace AiWebBuilder.Infrastructure.Persistence.Schema;

/// <summary>A migration is not carried out. The message is one sentence that ends with the remedy.</summary>
public sealed class MigrationRefusedException(string message) : Exception(message);
