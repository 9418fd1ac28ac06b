package io.netsonde.measurement;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file cannot be used, in words: an exception's own message is often the path alone. */
public final class FileTrouble {
  private FileTrouble() {}

  /** What the exception means; the path, which the caller names, is not repeated. */
  public static String of(IOException why) {
    return switch (why) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "this user is not allowed to";
      case FileAlreadyExistsException _, NotDirectoryException _ ->
          "there is a file where a directory is needed";
      case FileSystemLoopException _ -> "links lead round in a circle";
      case FileSystemException system when system.getReason() != null -> system.getReason();
      default -> String.valueOf(why.getMessage());
    };
  }
}
