"""Why the system refused something, in Chinese whatever language the machine speaks."""

import errno
import socket

_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "不存在",
    errno.EEXIST: "已有同名的文件",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENAMETOOLONG: "名称太长",
    errno.ELOOP: "链接绕成了圈",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出磁盘配额",
    errno.EFBIG: "文件太大",
    errno.EROFS: "所在磁盘只读",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.EBUSY: "正被占用",
    errno.ETXTBSY: "正被占用",
    errno.ESTALE: "网络磁盘已断开",
    errno.ENOMEM: "内存不足",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
    errno.EAFNOSUPPORT: "本机不支持这种地址",
    socket.EAI_NONAME: "找不到这个主机名",
}


def why_refused(error: OSError) -> str:
    """The reason as a part of a sentence; the system's own words where it is an unusual one.

    Example: OSError(28, "No space left on device") → "磁盘已满"
    """
    said = error.strerror or str(error)
    return said if error.errno is None else _REASONS.get(error.errno, said)
